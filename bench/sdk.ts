// What the browser script weighs on the wire, what its start takes, and what becomes of its views when the network is bad and tabs are closed at any moment.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { chromiumPath } from '../scripts/test/chromium.ts'
import { type Bench, type Figure, rounded } from './figures.ts'

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

const weigh = (file: string, name: string, meaning: string): Figure[] => {
  const code = readFileSync(at(`packages/sdk/dist/${file}`))
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  return [
    {
      name: `${name}_brotli`,
      value: brotliCompressSync(code, { params }).length,
      meaning: `bytes of ${meaning}, brotli 11`,
    },
    { name: `${name}_gzip`, value: gzipSync(code, { level: 9 }).length, meaning: `bytes of ${meaning}, gzip 9` },
    { name: `${name}_plain`, value: code.length, meaning: `bytes of ${meaning}, unpacked` },
  ]
}

const MEANINGS = {
  tried: 'views of which at least one request left the page',
  through: 'views of which at least one request reached the collector and was taken',
  stored: 'views in the database, each once: must be the same',
  requests: 'requests of all kinds',
  lostBefore: 'of them lost on the way to the collector',
  refused: 'of them answered 503 on the way',
  lostAfter: 'of them committed, but their answer was lost',
  twice: 'of them delivered twice',
}

/** One story of the script's own browser tests, told for a bench: it writes its figures to a file. */
const told = async (
  project: string,
  story: string,
  fileIn: string,
  more: NodeJS.ProcessEnv,
): Promise<Record<string, number>> => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
  const file = join(folder, 'figures.json')
  const cli = at('node_modules/@playwright/test/cli.js')
  const which = ['-c', at('packages/sdk'), `--project=${project}`, '--no-deps', story]
  const env = { ...process.env, CHROMIUM_PATH: chromiumPath(), ...more, [fileIn]: file }
  try {
    const [code] = await once(spawn(process.execPath, [cli, 'test', ...which], { stdio: 'inherit', env }), 'exit')
    if (code !== 0) throw new Error(`The story "${story}" failed, see above.`)
    return JSON.parse(readFileSync(file, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same story as `start.spec.ts` among the tests, which compares instead: milliseconds are this machine's. */
const start = async (): Promise<Figure[]> => {
  const { start_ms = 0, yardstick_ms = 0 } = await told('measured', 'start', 'FARTHING_START_FIGURES', {})
  return [
    {
      name: 'start_ms',
      value: rounded(start_ms),
      meaning: 'ms of the longest task of f.js at its start, processor throttled to a fourth, median of 15 (at most 5)',
    },
    { name: 'yardstick_ms', value: rounded(yardstick_ms), meaning: 'ms of a hundred small functions in the same page' },
  ]
}

/** The same story as `flaky.spec.ts` among the tests, told for longer. */
const throughABadNetwork = async (views: number): Promise<Figure[]> => {
  console.log(
    `${views} views in a real browser; three requests in ten fail, one arrives twice. About half a minute per thousand.`,
  )
  const figures = await told('chromium', 'flaky', 'FARTHING_FLAKY_FIGURES', { FARTHING_FLAKY_VIEWS: String(views) })
  return Object.entries(MEANINGS).map(([name, meaning]) => ({ name, value: figures[name] ?? null, meaning }))
}

export const sdk: Bench = {
  options: { views: { type: 'string', default: '10000' } },
  run: async ({ views = 0 }) => [
    ...weigh('f.js', 'core', 'f.js'),
    ...weigh('f.clicks.js', 'clicks', 'f.clicks.js: with outbound links, downloads and forms'),
    ...(await start()),
    ...(views > 0 ? await throughABadNetwork(views) : []),
  ],
}
