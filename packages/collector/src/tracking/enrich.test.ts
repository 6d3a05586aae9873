import { describe, expect, it } from 'vitest'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { enricher } from './enrich.ts'
import { openGeoFile } from './geo-file.ts'
import { ada, countingSalts, send } from './testing/visits.ts'
import { unknownTraits } from './traits.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const enrich = enricher(openGeoFile(null))
const sighting = { ip: '193.0.6.139', userAgent: firefox, headers: {}, behindProxy: false }
const noon = Date.parse('2026-06-10T12:00:00Z')

it('believes the network in front only behind a proxy that is trusted', () => {
  const headers = { 'cf-ipcountry': 'FR', 'accept-language': 'nl, en;q=0.5' }
  expect(enrich({ ...sighting, headers })).toMatchObject({ country: 'NL', browser: 'Firefox', language: 'nl' })
  expect(enrich({ ...sighting, headers, behindProxy: true })).toMatchObject({ country: 'FR' })
  expect(enrich({ ...sighting, behindProxy: true })).toMatchObject({ country: 'NL', language: null })
})

describe.each(engines)('a visit (%s)', (engine) => {
  it('keeps what its browser was when it began, also when a late view cuts it anew', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const traits = { ...unknownTraits, country: 'NL', browser: 'Firefox', language: 'nl' }
    const browser = { ...ada, traits: () => traits }
    const other = { ...ada, traits: () => ({ ...traits, language: 'de' }) }
    await send(storage, { name: 1, at: noon }, salt, browser)
    await send(storage, { name: 2, at: noon + 60_000 }, salt, other)
    await send(storage, { name: 3, at: noon - 60_000, now: noon + 120_000 }, salt, other)
    const visits = await storage.read.selectFrom('visit').selectAll().execute()
    expect(visits).toMatchObject([{ views: 3, country: 'NL', region: null, browser: 'Firefox', language: 'nl' }])
  })

  it('asks for it only when it begins', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    let asked = 0
    const browser = { ...ada, traits: () => ({ ...unknownTraits, country: `${++asked}` }) }
    for (const name of [1, 2, 3]) await send(storage, { name, at: noon + name }, salt, browser)
    expect(asked).toBe(1)
  })
})
