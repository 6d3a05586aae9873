// Evidence and money that are written at the same moment, on two connections: neither sees the other before it is committed.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { freshStorage } from '../storage/testing/databases.ts'
import { NOW } from '../stripe/testing/deliver.ts'
import { addSite } from '../stripe/testing/purchase.ts'
import { ending, happen, happenWithin, idOf, settleDue, visitIdOf } from './testing/happenings.ts'

const DAY = 24 * 3_600_000
const ADA = 'ada@shop.example'
const visit = { what: 'visit', view: 'a', visitor: 'v_1', at: NOW - 2 * DAY, channel: 'Email' } as const
const identify = { what: 'identify', view: 'a', email: ADA, customId: 'user_1', at: NOW } as const
const connect = { what: 'connect', customer: 'cus_1', customId: 'user_1' } as const
const pay = (fields: object) => ({ what: 'pay', id: 'pi_1', at: NOW - DAY, amount: 1_000, fields }) as const

const stories = [
  {
    told: 'a view whose id the payment carries',
    first: [],
    evidence: visit,
    money: pay({ metadata: { viewId: idOf('a') } }),
  },
  {
    told: 'somebody who says the address of the payment',
    first: [visit],
    evidence: identify,
    money: pay({ receipt_email: ADA }),
  },
  {
    told: 'a server that says whose customer it is',
    first: [visit, identify],
    evidence: connect,
    money: pay({ customer: 'cus_1' }),
  },
]

/** A transaction that has done its work and is not committed yet. */
async function held(storage: Storage, work: (trx: Db) => Promise<void>) {
  const [worked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const committed = storage.write(async (trx) => {
    await work(trx)
    worked.resolve()
    await released.promise
  })
  await Promise.race([worked.promise, committed])
  const commit = () => {
    released.resolve()
    return committed
  }
  return { commit }
}

// SQLite writes one transaction after the other: there is no such moment.
it.each(stories)('$told, while the payment is made, earns it', async ({ first, evidence, money }) => {
  const [one, other] = [await freshStorage('postgres'), await freshStorage('postgres')]
  for (const storage of [one, other]) {
    await storage.write((trx) => addSite(trx))
    for (const happening of first) await happen(storage, happening)
  }
  await happen(other, evidence)
  await happen(other, money)
  await settleDue(other)

  const open = await held(one, (trx) => happenWithin(trx, evidence))
  const paid = happen(one, money)
  // Either it does not wait for the other, or it waits until the other is committed.
  await Promise.race([paid, sleep(500)])
  const settled = settleDue(one)
  await sleep(100)
  await open.commit()
  await paid
  await settled
  await settleDue(one)
  expect(await one.read.selectFrom('touch').select('visit_id').execute()).toEqual([{ visit_id: visitIdOf('a') }])
  expect(await ending(one)).toBe(await ending(other))
})
