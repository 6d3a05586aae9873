import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runCli } from '../cli.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'farthing-cli-'))
  vi.stubEnv('FARTHING_DATA', folder)
  vi.stubEnv('DATABASE_URL', '')
  vi.stubEnv('LOG_LEVEL', 'silent')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

async function farthing(...args: string[]) {
  const said: string[] = []
  const errors: string[] = []
  const terminal = {
    out: (line: string) => said.push(line),
    error: (line: string) => errors.push(line),
    input: async () => '',
  }
  const code = await runCli(args, terminal)
  return { code, said, errors }
}

async function aSite(): Promise<string> {
  const { said } = await farthing('site', 'add', '--host', 'shop.example', '--json')
  return (JSON.parse(said[0] ?? '') as { id: string }).id
}

it('exports and deletes a person by one name', async () => {
  const site = await aSite()
  const { said } = await farthing('person', 'export', '--site', site, '--custom-id', 'user 7', '--json')
  expect(JSON.parse(said[0] ?? '')).toMatchObject({ site, person: null, names: [{ customId: 'user 7' }] })
  const deleted = await farthing('person', 'delete', '--site', site, '--email', 'ada@shop.example')
  expect(deleted).toMatchObject({ code: 0, said: [expect.stringMatching(/^Forgot 0 visits/), expect.anything()] })
  expect(await farthing('person', 'delete', '--site', site)).toMatchObject({
    code: 1,
    errors: [expect.stringMatching(/--email or --custom-id/)],
  })
})

it('sets and ends the retention of a site', async () => {
  const site = await aSite()
  const set = async (days: string) => {
    const { said } = await farthing('site', 'set', site, '--retention-days', days, '--json')
    return (JSON.parse(said[0] ?? '') as { retentionDays?: number }).retentionDays
  }
  expect(await set('90')).toBe(90)
  expect(await set('never')).toBeUndefined()
  expect((await farthing('site', 'set', site, '--retention-days', 'some')).code).toBe(1)
})

it('imports files, and says which line of which file is wrong', async () => {
  const site = await aSite()
  const file = join(folder, 'imported_visitors.csv')
  const run = (...more: string[]) => farthing('import', file, '--site', site, '--from', 'plausible', ...more)
  writeFileSync(file, 'date,visitors,visits,pageviews\n2024-01-02,1,2,3\n')
  expect((await run()).said).toEqual(['imported_visitors.csv: 1 lines, 1 days.'])
  expect((await run()).said).toEqual(['imported_visitors.csv: imported before, nothing to do.'])
  writeFileSync(file, 'date,visitors,visits,pageviews\n2024-01-02,1,2,3\n2024-13-02,1,2,3\n')
  expect(await run()).toMatchObject({
    code: 1,
    errors: [expect.stringMatching(/^imported_visitors.csv, line 3: "2024-13-02"/)],
  })
  rmSync(file)
  expect((await run()).errors).toEqual([`There is no file ${file}.`])
})
