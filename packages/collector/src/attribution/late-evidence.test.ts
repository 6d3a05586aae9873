// Stories whose end once depended on what came first, each told twice.
import { describe, expect, it } from 'vitest'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { NOW } from '../stripe/testing/deliver.ts'
import { addSite } from '../stripe/testing/purchase.ts'
import { ending, type Happening, happen, idOf, settleDue, visitIdOf } from './testing/happenings.ts'

const DAY = 24 * 3_600_000
const [ADA, BOB] = ['ada@shop.example', 'bob@shop.example']
const visit = (view: string, visitor: string, days: number) =>
  ({ what: 'visit', view, visitor, at: NOW - days * DAY, channel: 'Email' }) as const
const pay = (id: string, days: number, fields: object) =>
  ({ what: 'pay', id, at: NOW - days * DAY, amount: 1_000, fields }) as const
const identify = (view: string, email: string) => ({ what: 'identify', view, email, at: NOW }) as const
const onTheView = { metadata: { viewId: idOf('a') } }

const stories: { told: string; first: Happening[]; last: Happening; evidence: [string, string][] }[] = [
  {
    told: 'a customer that carries the id which the payment carries itself',
    first: [visit('a', 'v_1', 9), pay('pi_1', 8, { ...onTheView, customer: 'cus_1' })],
    last: { what: 'customer', id: 'cus_1', fields: onTheView },
    evidence: [
      ['pi_1', 'customer_metadata'],
      ['pi_1', 'payment_intent_metadata'],
    ],
  },
  {
    told: 'a customer whose middle payment stands by evidence of its own from then on, on the same visit',
    first: [
      visit('a', 'v_1', 9),
      pay('pi_1', 8, { metadata: { sessionId: visitIdOf('a') }, customer: 'cus_1' }),
      pay('pi_2', 6, { customer: 'cus_1' }),
      pay('pi_3', 5, { customer: 'cus_1' }),
    ],
    last: { what: 'customer', id: 'cus_1', fields: onTheView },
    evidence: [
      ['pi_1', 'customer_metadata'],
      ['pi_1', 'payment_intent_metadata'],
      ['pi_2', 'customer_metadata'],
      ['pi_2', 'same_customer pi_1'],
      ['pi_3', 'customer_metadata'],
      ['pi_3', 'same_customer pi_2'],
    ],
  },
  {
    told: 'somebody else who is named on the device long after the payment',
    first: [
      visit('a', 'v_1', 8),
      visit('b', 'v_1', 9),
      visit('c', 'v_1', 1),
      identify('a', BOB),
      pay('pi_1', 7, { receipt_email: BOB }),
    ],
    last: identify('c', ADA),
    evidence: [['pi_1', 'email_match']],
  },
]

describe.each(engines)('what is told last (%s)', (engine) => {
  it.each(stories)('ends as if it had been told first: $told', async ({ first, last, evidence }) => {
    const endOf = async (story: readonly Happening[]) => {
      const storage = await freshStorage(engine)
      await storage.write((trx) => addSite(trx))
      for (const one of story) {
        await happen(storage, one)
        await settleDue(storage)
      }
      const rows = await storage.read.selectFrom('evidence').select(['payment_id', 'kind', 'value']).execute()
      const kept = rows.map(({ payment_id, kind, value }) => [
        payment_id.replace('environment:', ''),
        kind === 'same_customer' ? `${kind} ${value}` : kind,
      ])
      return { end: await ending(storage), kept: kept.sort() }
    }
    const late = await endOf([...first, last])
    expect(late.kept).toEqual(evidence)
    expect(late.end).toBe((await endOf([last, ...first])).end)
  })
})
