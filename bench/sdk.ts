// What the browser script weighs on the wire, and what becomes of its views when the network is bad and tabs are closed at any moment.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { chromiumPath } from '../scripts/test/chromium.ts'
import type { Bench, Figure } from './figures.ts'

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

/** The same story as `flaky.spec.ts` among the tests, told for longer. */
const throughABadNetwork = async (views: number): Promise<Figure[]> => {
  console.log(
    `${views} views in a real browser; three requests in ten fail, one arrives twice. About half a minute per thousand.`,
  )
  const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
  const file = join(folder, 'figures.json')
  const cli = [
    at('node_modules/@playwright/test/cli.js'),
    'test',
    '-c',
    at('packages/sdk'),
    '--project=chromium',
    'flaky',
  ]
  const env = {
    ...process.env,
    CHROMIUM_PATH: chromiumPath(),
    FARTHING_FLAKY_VIEWS: String(views),
    FARTHING_FLAKY_FIGURES: file,
  }
  try {
    const [code] = await once(spawn(process.execPath, cli, { stdio: 'inherit', env }), 'exit')
    if (code !== 0) throw new Error('The views that were stored are not the views that got through: see above.')
    const figures: Record<string, number> = JSON.parse(readFileSync(file, 'utf8'))
    return Object.entries(MEANINGS).map(([name, meaning]) => ({ name, value: figures[name] ?? null, meaning }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const sdk: Bench = {
  options: { views: { type: 'string', default: '10000' } },
  run: async ({ views = 0 }) => [
    ...weigh('f.js', 'core', 'f.js'),
    ...weigh('f.clicks.js', 'clicks', 'f.clicks.js: with outbound links, downloads and forms'),
    ...(views > 0 ? await throughABadNetwork(views) : []),
  ],
}
