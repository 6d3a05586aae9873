import { describe, expect, it } from 'vitest'
import { tallier, talliesOf } from './tally.ts'
import { engines, freshStorage } from './testing/databases.ts'

describe.each(engines)('a tally (%s)', (engine) => {
  it('counts by subject and reason, also over a restart', async () => {
    const storage = await freshStorage(engine)
    await tallier(storage)('webhook', 'site_a', 'invalid_signature', 1_000)
    const tally = tallier(storage)
    await tally('webhook', 'site_a', 'invalid_signature', 5_000)
    await tally('webhook', 'site_b', 'invalid_signature', 6_000)
    expect(await talliesOf(storage.read, 'webhook', ['site_a'])).toEqual([
      { subject: 'site_a', reason: 'invalid_signature', count: 2, last_at: 5_000 },
    ])
  })

  it('writes once a second and loses no count when knocked at faster', async () => {
    const storage = await freshStorage(engine)
    const tally = tallier(storage)
    await Promise.all(Array.from({ length: 500 }, () => tally('webhook', 'site_a', 'invalid_signature', 10_000)))
    expect((await talliesOf(storage.read, 'webhook', ['site_a']))[0]?.count).toBe(1)
    await tally('webhook', 'site_a', 'invalid_signature', 11_000)
    expect((await talliesOf(storage.read, 'webhook', ['site_a']))[0]?.count).toBe(501)
  })
})
