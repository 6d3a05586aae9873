import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { reports } from '../reports/named.ts'
import { runCommand } from '../testing/run-command.ts'

function shop() {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-report-'))
  vi.stubEnv('FARTHING_DATA', folder)
  vi.stubEnv('LOG_LEVEL', 'silent')
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
  const farthing = (...words: string[]) => runCommand(words)
  return { folder, farthing }
}

async function shopWithCosts() {
  const { folder, farthing } = shop()
  const { out } = await farthing('site', 'add', '--host', 'shop.example', '--time-zone', 'Europe/Berlin', '--json')
  const site: string = JSON.parse(out).id
  const file = join(folder, 'costs.csv')
  writeFileSync(file, 'Date,Campaign,Cost\n2026-01-05,spring,12.50\n2026-01-06,=autumn,3.00\n')
  expect(await farthing('costs', 'import', file, '--site', site)).toMatchObject({ code: 0 })
  const report = (...words: string[]) => farthing('report', ...words, '--site', site)
  return { report }
}

const january = ['--from', '2026-01-01', '--to', '2026-01-31']

it('prints a report as lines, as a table for spreadsheets, and as the API answers it', async () => {
  const { report } = await shopWithCosts()
  const lines = (await report('ad-costs', ...january)).out
  expect(lines).toContain('test view, 2026-01-01 to 2026-01-31 (Europe/Berlin)')
  expect(lines).toMatch(/spring\b.*\b1250\b/)
  const table = (await report('ad-costs', ...january, '--csv')).out.split('\n')
  expect(table[0]).toContain('campaign')
  expect(table.filter((line) => line.includes("'=autumn"))).toHaveLength(1)
  const told = JSON.parse((await report('ad-costs', ...january, '--json')).out)
  expect(told).toMatchObject({ total: 2, nextOffset: null })
  const first = JSON.parse((await report('ad-costs', ...january, '--json', '--limit', '1')).out)
  expect(first).toMatchObject({ rows: [expect.anything()], nextOffset: 1 })
})

it.each(reports.map(({ path }) => path))('knows %s', async (path) => {
  const { report } = await shopWithCosts()
  const name = path.replace(/:.*/, 'Plan')
  const asked = name === 'funnel' ? [name, '--step', 'page:/', '--step', 'payment'] : [name]
  const { code, error } = await report(...asked, '--json')
  if (path === 'split-tests/:test') expect(error).toContain('Plan')
  else expect({ code, error }).toEqual({ code: 0, error: '' })
})

it('says which reports there are, and what is wrong with a question', async () => {
  const { report } = await shopWithCosts()
  expect(await report('riches')).toMatchObject({ code: 1, error: expect.stringContaining('There are: overview, ') })
  expect((await report('channels', '--filter', 'colour:is:blue')).error).toContain('filter')
  expect((await report('channels', '--from', '2026-02-02', '--to', '2026-02-01')).error).toContain('is after')
  expect((await report('channels', ...january)).out).toContain('Nothing in these days.')
})
