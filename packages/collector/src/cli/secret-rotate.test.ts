// A new master secret, as an operator gives it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runCli } from '../cli.ts'
import { openKeys } from '../storage/keys.ts'
import { openStorage } from '../storage/open.ts'
import { engines, freshDatabase } from '../storage/testing/databases.ts'

const OLD = 'the old master secret'
const NEW = 'the new master secret'

async function installation(engine: (typeof engines)[number], secret?: string) {
  const database = await freshDatabase(engine)
  const folder = mkdtempSync(join(tmpdir(), 'farthing-secret-'))
  vi.stubEnv('DATABASE_URL', database.url)
  vi.stubEnv('FARTHING_DATA', folder)
  vi.stubEnv('FARTHING_SECRET', secret ?? '')
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await database.remove()
    rmSync(folder, { recursive: true, force: true })
  })
  const farthing = async (args: string[], input = '') => {
    const lines: string[] = []
    const say = (line: string) => lines.push(line)
    const code = await runCli(args, { out: say, error: say, input: async () => input })
    return { code, said: lines.join('\n') }
  }
  const keysWith = async (master: string) => {
    const storage = await openStorage(database.url)
    try {
      return await openKeys(storage, master)
    } finally {
      await storage.close()
    }
  }
  return { farthing, keysWith, folder }
}

describe.each(engines)('farthing secret rotate (%s)', (engine) => {
  it('takes the new secret from standard input, and prints neither', async () => {
    const { farthing, keysWith } = await installation(engine, OLD)
    const before = await keysWith(OLD)
    const sealed = before.seal('rk_live_1234')
    const { code, said } = await farthing(['secret', 'rotate', '--new-secret-stdin'], `${NEW}\n`)
    expect(code).toBe(0)
    expect(said).toMatch(/Set FARTHING_SECRET to the new secret/)
    expect(said).not.toContain(NEW)
    const after = await keysWith(NEW)
    expect(after.unseal(sealed)).toBe('rk_live_1234')
    expect(after.emailKey('site_a')).toEqual(before.emailKey('site_a'))
    await expect(keysWith(OLD)).rejects.toThrow(/not the one/)
  })
})

describe('farthing secret rotate', () => {
  it('makes a new secret in place of the one in the data folder, for its owner only', async () => {
    const { farthing, keysWith, folder } = await installation('sqlite')
    await farthing(['site', 'list'])
    const read = () => readFileSync(join(folder, 'secret'), 'utf8').trim()
    const old = read()
    const sealed = (await keysWith(old)).seal('x')
    expect(await farthing(['secret', 'rotate', '--json'])).toEqual({
      code: 0,
      said: '{"rotated":true,"keptInFile":true}',
    })
    expect(read()).not.toBe(old)
    expect((await keysWith(read())).unseal(sealed)).toBe('x')
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).filter((name) => name.startsWith('secret'))).toEqual(['secret'])
  })

  it.each([
    ['no new secret', [], '', /Give the new one on standard input/],
    ['a short one', ['--new-secret-stdin'], 'short', /at least 16 characters/],
  ])('refuses %s', async (_, flags, input, sentence) => {
    const { farthing, keysWith } = await installation('sqlite', OLD)
    await keysWith(OLD)
    const { code, said } = await farthing(['secret', 'rotate', ...flags], input)
    expect(code).toBe(1)
    expect(said).toMatch(sentence)
    await keysWith(OLD)
  })

  it('changes nothing when the secret at hand is not the one of the database', async () => {
    const { farthing, keysWith, folder } = await installation('sqlite')
    await keysWith(OLD)
    await farthing(['site', 'list'])
    expect((await farthing(['secret', 'rotate'])).code).toBe(1)
    await keysWith(OLD)
    expect(readdirSync(folder).filter((name) => name.startsWith('secret'))).toEqual(['secret'])
  })
})
