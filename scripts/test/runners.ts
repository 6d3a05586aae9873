// The runners behind `npm test`: each reports to the terminal for people and to a JSON file for the closing line.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromiumPath } from './chromium.ts'
import { root, run } from './run.ts'
import { type Tally, tallyOf } from './tally.ts'

const nothing = { passed: 0, failed: 0, skipped: 0 }

interface VitestReport {
  success: boolean
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

export async function vitest(args: string[] = []): Promise<Tally> {
  const file = freshReport('vitest')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const command = [bin('vitest', 'vitest.mjs'), 'run', ...reporters, ...args]
  const code = await run(process.execPath, command, { log: 'vitest', minutes: 25 })
  const report = read<VitestReport>(file)
  if (!report) return tallyOf('vitest', nothing, false)
  const skipped = report.numPendingTests + report.numTodoTests
  const counts = { passed: report.numPassedTests, failed: report.numFailedTests, skipped }
  return tallyOf('vitest', counts, code === 0 && report.success)
}

export async function playwright(config: string, args: string[] = []): Promise<Tally> {
  const name = `playwright ${config}`
  const file = freshReport(logName(config))
  const cli = [bin('@playwright/test', 'cli.js'), 'test', `--config=${config}`, '--reporter=list,json', ...args]
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, CHROMIUM_PATH: chromiumPath() }
  const code = await run(process.execPath, cli, { env, log: logName(config), minutes: 15 })
  const stats = read<PlaywrightReport>(file)?.stats
  if (!stats) return tallyOf(name, nothing, false)
  const counts = { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
  return tallyOf(name, counts, code === 0)
}

/** The Playwright projects that exist: the stories of the whole, and the SDK's own in real pages. */
export const playwrightConfigs = (): string[] =>
  ['packages/sdk/playwright.config.ts', 'playwright.config.ts'].filter((config) => existsSync(join(root, config)))

const logName = (config: string) => config.replaceAll('/', '-').replace('.config.ts', '')

function freshReport(name: string): string {
  const file = join(root, 'test-results', 'reports', `${name}.json`)
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  return file
}

function read<Report>(file: string): Report | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null
}

function bin(name: string, file: string): string {
  return join(root, 'node_modules', name, file)
}
