// `farthing export` as an operator uses it: alone, and beside the collector that does it in the command's place.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runCli } from '../cli.ts'
import { linesOf, unpacked } from '../exports/testing/unpacked.ts'
import { madeVisit, putSite, putWorld, site } from '../reports/testing/world.ts'
import { openStorage } from '../storage/open.ts'
import { engines, freshDatabase } from '../storage/testing/databases.ts'
import { startCommand } from '../testing/command.ts'
import { startProcess } from '../testing/process.ts'

async function installation(engine: (typeof engines)[number]) {
  const { url, remove } = await freshDatabase(engine)
  const folder = await mkdtemp(join(tmpdir(), 'farthing-export-'))
  const storage = await openStorage(url)
  await putSite(storage)
  await putWorld(storage, { visits: [madeVisit({ pages: ['/', '/a'] }), madeVisit({ visitor: 2 })], payments: [] })
  await storage.close()
  const environment = {
    DATABASE_URL: url,
    FARTHING_SECRET: 'the secret of the tests',
    FARTHING_DATA: folder,
    STRIPE_POLL_SECONDS: '0',
  }
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
    await remove()
  })
  const farthing = async (words: string[], progress: (line: string) => void = () => undefined) => {
    const lines: string[] = []
    const say = (line: string) => lines.push(line)
    const code = await runCli(words, { out: say, error: say, progress, input: async () => '', folder })
    return { code, said: lines.join('\n') }
  }
  return { folder, environment, farthing, words: ['export', '--site', site.id] }
}

describe.each(engines)('farthing export (%s)', { timeout: 60_000 }, (engine) => {
  it('writes the file whole, for its owner only, and says what is in it', async () => {
    const { folder, farthing, words } = await installation(engine)
    const heard: string[] = []
    const { code, said } = await farthing([...words, '--to', 'all.zip', '--json'], (line) => heard.push(line))
    expect({ code, said }).toMatchObject({ code: 0 })
    const path = join(folder, 'all.zip')
    expect(JSON.parse(said)).toMatchObject({
      file: 'all.zip',
      bytes: statSync(path).size,
      rows: { 'visits.csv': 2, 'views.csv': 3, 'payments.csv': 0, 'split-tests.csv': 2 },
    })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const files = await unpacked(readFileSync(path))
    expect(linesOf(files, 'views.csv').map(({ page }) => page)).toEqual(['/', '/', '/a'])
    expect(heard.at(0)).toMatch(/^\[ +\] visits\.csv 2$|^\[#* *\] visits\.csv 2$/)
    expect(heard.at(-1)).toBe('')
  })

  it('names the file after the site and the day, and never writes over another one unasked', async () => {
    const { folder, farthing, words } = await installation(engine)
    expect(await farthing(words)).toMatchObject({ code: 0, said: expect.stringContaining('views.csv: 3') })
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.zip'))
    expect(name).toMatch(/^farthing-shop\.example-\d{4}-\d\d-\d\d\.zip$/)
    writeFileSync(join(folder, name), 'somebody’s')
    expect(await farthing([...words, '--to', name])).toEqual({
      code: 1,
      said: `${name} is there already. Name another file, or add --force.`,
    })
    expect(readFileSync(join(folder, name), 'utf8')).toBe('somebody’s')
    expect((await farthing([...words, '--to', name, '--force'])).code).toBe(0)
    expect((await unpacked(readFileSync(join(folder, name)))).has('visits.csv')).toBe(true)
  })

  it('leaves nothing behind when it breaks off', async () => {
    const { folder, farthing, words } = await installation(engine)
    const broken = await farthing([...words, '--to', 'all.zip'], (line) => {
      if (line.includes('payments.csv')) throw new Error('Nobody waits for this command any more.')
    })
    expect(broken).toEqual({ code: 1, said: 'Nobody waits for this command any more.' })
    expect(readdirSync(folder).filter((name) => name.includes('zip'))).toEqual([])
    writeFileSync(join(folder, 'all.zip.part'), 'of another one')
    expect(await farthing([...words, '--to', 'all.zip'])).toMatchObject({
      code: 1,
      said: expect.stringMatching(
        /all\.zip\.part is there: another export writes it, or one broke off\. Remove it first\.$/,
      ),
    })
    expect(readFileSync(join(folder, 'all.zip.part'), 'utf8')).toBe('of another one')
  })

  it('says which sites there are when it knows none of that name', async () => {
    const { farthing } = await installation(engine)
    expect(await farthing(['export', '--site', 'site_00000000'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('`farthing site list`'),
    })
  })
})

it('is the same beside a running collector, in the folder of the command', { timeout: 60_000 }, async () => {
  const { folder, environment, words } = await installation('sqlite')
  const collector = await startProcess(folder, environment)
  onTestFinished(() => void collector.child.kill('SIGKILL'))
  const there = await mkdtemp(join(tmpdir(), 'farthing-there-'))
  onTestFinished(() => rm(there, { recursive: true }))
  const { code, out, error } = await startCommand([...words, '--to', 'all.zip', '--json'], environment, there).ended
  expect({ code, error }).toMatchObject({ code: 0 })
  expect(JSON.parse(out).rows).toMatchObject({ 'visits.csv': 2, 'views.csv': 3 })
  expect(existsSync(join(there, 'all.zip'))).toBe(true)
  expect((await unpacked(readFileSync(join(there, 'all.zip')))).has('views.csv')).toBe(true)
})
