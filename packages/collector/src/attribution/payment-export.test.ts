import { describe, expect, it } from 'vitest'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { asJson, asTable } from './payment-export.ts'
import { countPayments, everyPayment } from './payment-store.ts'

const SITE = 'site_abcdefgh'
const filter = { siteId: SITE, mode: 'live' as const, from: 0, until: 10_000 }

/** Three in each millisecond, so that pages end among payments of one time. */
const payment = (n: number) => ({
  id: `a:pi_${n}`,
  account: 'a',
  stripe_id: `pi_${n}`,
  mode: 'live' as const,
  site_id: n % 7 === 0 ? 'site_another1' : SITE,
  status: 'paid' as const,
  currency: 'eur',
  gross: n,
  refunds: 0,
  net: n,
  paid_at: Math.floor(n / 3),
  description: n === 1 ? '=cmd(), "quoted"' : null,
})

async function shop(engine: (typeof engines)[number], count: number) {
  const storage = await freshStorage(engine)
  const rows = Array.from({ length: count }, (_, n) => payment(n))
  await storage.write(async (trx) => {
    for (let from = 0; from < rows.length; from += 500)
      await trx
        .insertInto('payment')
        .values(rows.slice(from, from + 500))
        .execute()
  })
  return { storage, own: rows.filter(({ site_id }) => site_id === SITE) }
}

async function textOf(parts: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const part of parts) all.push(part)
  return all
}

describe.each(engines)('an export of payments (%s)', (engine) => {
  it('has each once, newest first, a page at a time', async () => {
    const { storage, own } = await shop(engine, 2_900)
    const pages: number[] = []
    const ids: string[] = []
    for await (const page of everyPayment(storage.read, filter)) {
      pages.push(page.length)
      ids.push(...page.map(({ id }) => id))
    }
    const newestFirst = own.toSorted((a, b) => b.paid_at - a.paid_at || (a.stripe_id < b.stripe_id ? 1 : -1))
    expect(ids).toEqual(newestFirst.map(({ stripe_id }) => stripe_id))
    expect(pages).toEqual([1_000, 1_000, own.length - 2_000])
    expect(await countPayments(storage.read, filter)).toBe(own.length)
  })

  it('is a table in which no name is a formula, and JSON', async () => {
    const { storage, own } = await shop(engine, 1_500)
    const table = await textOf(asTable(everyPayment(storage.read, filter)))
    expect(table).toHaveLength(3)
    const lines = table.join('').trim().split('\n')
    expect(lines).toHaveLength(1 + own.length)
    expect(lines.at(-1)).toBe(
      `pi_1,live,paid,1970-01-01T00:00:00.000Z,eur,1,0,1,0,,,"'=cmd(), ""quoted""",,,no_id_on_payment,,,,,,,`,
    )
    const json = JSON.parse((await textOf(asJson(everyPayment(storage.read, filter)))).join(''))
    expect(json.payments).toHaveLength(own.length)
    const none = await textOf(asJson(everyPayment(storage.read, { ...filter, mode: 'test' })))
    expect(JSON.parse(none.join(''))).toEqual({ payments: [] })
  })
})
