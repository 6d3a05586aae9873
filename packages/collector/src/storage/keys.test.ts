import { describe, expect, it } from 'vitest'
import { openKeys, rewrapKeys } from './keys.ts'
import { engines, freshStorage } from './testing/databases.ts'

describe.each(engines)('keys (%s)', (engine) => {
  it('opens what it sealed, also after a restart', async () => {
    const storage = await freshStorage(engine)
    const sealed = (await openKeys(storage, 'master')).seal('rk_test_secret')
    expect(sealed).not.toContain('secret')
    expect((await openKeys(storage, 'master')).unseal(sealed)).toBe('rk_test_secret')
  })

  it('keeps the email key of a site, and gives another site another one', async () => {
    const storage = await freshStorage(engine)
    const first = (await openKeys(storage, 'master')).emailKey('site_a')
    const again = await openKeys(storage, 'master')
    expect(again.emailKey('site_a')).toEqual(first)
    expect(again.emailKey('site_b')).not.toEqual(first)
  })

  it('says so when the master secret is a wrong one', async () => {
    const storage = await freshStorage(engine)
    await openKeys(storage, 'master')
    await expect(openKeys(storage, 'other')).rejects.toThrow(/FARTHING_SECRET is not the one/)
  })

  it('are the same under a new master secret, and the old one opens nothing any more', async () => {
    const storage = await freshStorage(engine)
    const before = await openKeys(storage, 'master')
    const sealed = before.seal('rk_test_secret')
    await rewrapKeys(storage, 'master', 'another')
    const after = await openKeys(storage, 'another')
    expect(after.unseal(sealed)).toBe('rk_test_secret')
    expect(after.emailKey('site_a')).toEqual(before.emailKey('site_a'))
    await expect(openKeys(storage, 'master')).rejects.toThrow(/FARTHING_SECRET is not the one/)
  })

  it('stay as they were when the old secret given is a wrong one', async () => {
    const storage = await freshStorage(engine)
    const sealed = (await openKeys(storage, 'master')).seal('x')
    await expect(rewrapKeys(storage, 'guess', 'another')).rejects.toThrow(/FARTHING_SECRET is not the one/)
    expect((await openKeys(storage, 'master')).unseal(sealed)).toBe('x')
  })

  it('refuses what was changed', async () => {
    const keys = await openKeys(await freshStorage(engine), 'master')
    const sealed = Buffer.from(keys.seal('x'), 'base64url')
    sealed[13] = (sealed[13] ?? 0) ^ 1
    expect(() => keys.unseal(sealed.toString('base64url'))).toThrow()
  })
})
