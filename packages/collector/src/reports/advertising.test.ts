import { describe, expect, it } from 'vitest'
import { importCosts } from '../imports/import-costs.ts'
import { fileOf } from '../imports/testing/named-file.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { adCosts } from './ad-costs.ts'
import { clickConversions } from './click-conversions.ts'
import { type MadePayment, madeOrigin, madeScope, madeVisit, oneMug, putSite, putWorld, site } from './testing/world.ts'

const noon = Date.parse('2026-03-28T12:00:00Z')
const day = 86_400_000
const scope = madeScope({ from: '2026-03-27', to: '2026-03-31' })
const payment: MadePayment = {
  siteId: site.id,
  mode: 'live',
  status: 'paid',
  currency: 'eur',
  purpose: 'one_off',
  customer: null,
  at: noon + 60_000,
  amount: 4_900,
  fromBalance: 0,
  takenBack: [],
  visits: [0],
  ...oneMug,
}
const advertised = madeOrigin({ channel: 'Paid Search', source: 'Google', campaign: 'spring', click_kind: 'gclid' })

describe.each(engines)('advertising (%s)', (engine) => {
  it('has a return on what was spent, in the currency of the cost', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await putWorld(storage, {
      visits: [madeVisit({ at: noon, from: advertised })],
      payments: [payment, { ...payment, currency: 'usd', amount: 1_000 }, { ...payment, visits: [] }],
    })
    const costs = (...lines: string[]) => fileOf('costs.csv', ['date,campaign,cost,currency', ...lines].join('\n'))
    await importCosts(storage, site, costs('2026-03-28,spring,99,EUR', '2026-03-29,nobody,5,EUR'))
    // Told again: the later figure holds.
    await importCosts(
      storage,
      site,
      costs('2026-03-28,spring,20,EUR', '2026-03-28,spring,10,USD', '2026-04-01,spring,7,EUR'),
    )
    const { rows } = await adCosts(storage.read, scope)
    const told = { clicks: 0, impressions: 0 }
    expect(rows).toEqual([
      // A dollar is two euros here, and the dollars are in it.
      { campaign: 'spring', currency: 'eur', cost: 2_000, ...told, visits: 1, payments: 2, net: 6_900, returned: 3.45 },
      { campaign: 'spring', currency: 'usd', cost: 1_000, ...told, visits: 1, payments: 2, net: 1_000, returned: 1 },
      { campaign: 'nobody', currency: 'eur', cost: 500, ...told, visits: 0, payments: 0, net: 0, returned: 0 },
    ])
  })

  it('is told of its conversions by the newest click, with what is left of the money', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const clicked = (id: string, at: number) => madeVisit({ at, from: advertised, clickId: id })
    await putWorld(storage, {
      visits: [clicked('old', noon - day), clicked('=new', noon), madeVisit({ at: noon + 1 })],
      payments: [
        { ...payment, visits: [2, 1, 0], takenBack: [{ kind: 'refund', amount: 1_000, later: 0 }] },
        { ...payment, visits: [0], currency: 'jpy', amount: 300 },
        // Gone back whole, or by more than came.
        { ...payment, visits: [1], takenBack: [{ kind: 'refund', amount: 4_900, later: 0 }] },
        { ...payment, visits: [1], takenBack: [{ kind: 'dispute', amount: 5_000, later: 0 }] },
        { ...payment, visits: [2] },
        { ...payment, visits: [1], status: 'pending' },
        { ...payment, visits: [1], mode: 'test' },
      ],
    })
    const lines = (await clickConversions(storage.read, scope, 'gclid')).trimEnd().split('\n')
    expect(lines[0]).toBe('Google Click ID,Conversion Name,Conversion Time,Conversion Value,Conversion Currency')
    expect(lines.slice(1).sort()).toEqual([
      "'=new,Payment,2026-03-28T13:01:00+01:00,39.00,EUR",
      'old,Payment,2026-03-28T13:01:00+01:00,300,JPY',
    ])
    expect(await columnOf(storage, 'gbraid')).toBe('GBRAID')
    expect(await columnOf(storage, 'wbraid')).toBe('WBRAID')
    expect(await columnOf(storage, 'msclkid')).toBe('Microsoft Click ID')
    expect((await clickConversions(storage.read, scope, 'msclkid')).trimEnd().split('\n')).toHaveLength(1)
  })
})

const columnOf = async (storage: Storage, kind: string) =>
  (await clickConversions(storage.read, scope, kind)).split(',')[0]
