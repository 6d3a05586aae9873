// What is shipped: how heavy the first page is, and that the strict content security policy has nothing to forbid.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Splash } from './src/parts/splash.tsx'

const INITIAL_JS_GZIP = 200_000
/** What the overview draws its first picture with; the rest of the initial budget is for what will come. */
const FIRST_SCRIPTS = 5
const ASKING_GZIP = 20_000
const FURTHER_PAGE_GZIP = 80_000

let dist = ''
let html = ''
const files = new Map<string, Buffer>()

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'farthing-dashboard-'))
  vi.stubEnv('NODE_ENV', 'production')
  await build({
    root: import.meta.dirname,
    mode: 'production',
    logLevel: 'error',
    build: { outDir: dist, emptyOutDir: true },
  })
  html = await readFile(join(dist, 'index.html'), 'utf8')
  for (const name of await readdir(join(dist, 'assets'))) files.set(name, await readFile(join(dist, 'assets', name)))
}, 120_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(dist, { recursive: true, force: true })
})

/** What a script imports before it runs; `import()` of further pages is not among it. */
function needs(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen
  seen.add(name)
  const source = files.get(name)?.toString('utf8') ?? ''
  for (const [, next] of source.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) {
    if (next !== undefined) needs(next, seen)
  }
  return seen
}

const gzipped = (names: Iterable<string>) =>
  [...names].reduce((sum, name) => sum + gzipSync(files.get(name) ?? Buffer.alloc(0)).length, 0)

/** What the page asks for by itself, and what that needs. */
const first = () => {
  const seen = new Set<string>()
  for (const [, name] of html.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)) needs(name ?? '', seen)
  return seen
}

const asking = () => /<script type="module" crossorigin src="\/assets\/([^"]+)"/.exec(html)?.[1] ?? ''

describe('the weight', () => {
  it(`of the first page's JavaScript is at most ${INITIAL_JS_GZIP} bytes gzip`, () => {
    expect(gzipped(first())).toBeGreaterThan(10_000)
    expect(gzipped(first())).toBeLessThanOrEqual(INITIAL_JS_GZIP)
  })

  it(`of each further page is at most ${FURTHER_PAGE_GZIP} bytes gzip`, () => {
    const initial = first()
    const further = [...files.keys()].filter((name) => name.endsWith('.js') && !initial.has(name))
    expect(further.length).toBeGreaterThan(0)
    for (const name of further) {
      expect(gzipped([...needs(name)].filter((one) => !initial.has(one)))).toBeLessThanOrEqual(FURTHER_PAGE_GZIP)
    }
  })

  it(`of what asks first is at most ${ASKING_GZIP} bytes gzip: it waits neither for what draws nor for another file`, () => {
    expect([...needs(asking())]).toEqual([asking()])
    expect(gzipped([asking()])).toBeGreaterThan(1_000)
    expect(gzipped([asking()])).toBeLessThanOrEqual(ASKING_GZIP)
    expect(files.get(asking())?.toString('utf8')).not.toContain('useEffect')
  })

  it(`is asked for at once: the page names each of its ${FIRST_SCRIPTS} first scripts`, () => {
    const preloaded = [...html.matchAll(/rel="modulepreload" crossorigin href="\/assets\/([^"]+)"/g)].map(
      ([, name]) => name,
    )
    const [, app = ''] =
      /import\([`"']\.\/(app-[\w-]+\.js)[`"']\)/.exec(files.get(asking())?.toString('utf8') ?? '') ?? []
    expect(preloaded.sort()).toEqual([...needs(app)].filter((name) => name !== asking()).sort())
    expect([asking(), ...preloaded]).toHaveLength(FIRST_SCRIPTS)
  })

  it('is compiled while it loads, and that of further pages when it is called', () => {
    const asked = [...files].filter(([, source]) =>
      source.toString('utf8').startsWith('//# allFunctionsCalledOnLoad\n'),
    )
    expect(asked.map(([name]) => name.split('-')[0]).sort()).toEqual(['app', 'first', 'react'])
    for (const [name] of asked) expect(first().has(name)).toBe(true)
  })

  it('is squeezed as far as it goes: beside each script and style sheet lies what browsers are sent', () => {
    const plain = [...files.keys()].filter((name) => /\.(js|css)$/.test(name))
    for (const name of plain) {
      const content = files.get(name) ?? Buffer.alloc(0)
      expect(brotliDecompressSync(files.get(`${name}.br`) ?? Buffer.alloc(0)), name).toEqual(content)
      expect(gunzipSync(files.get(`${name}.gz`) ?? Buffer.alloc(0)), name).toEqual(content)
    }
  })

  it('holds no schema library: the contract gives types only', () => {
    for (const [name, source] of files) expect(source.includes('ZodError'), name).toBe(false)
  })
})

it('shows what the app shows first before the app is there', () => {
  const [, shown = ''] = /<div id="root">([\s\S]*?)<\/div>\s*<noscript>/.exec(html) ?? []
  const written = shown.replace(/>\s+</g, '><').replace(/ \/>/g, '/>').trim()
  expect(written.replace(/<path([^>]*)\/>/g, '<path$1></path>')).toBe(renderToStaticMarkup(createElement(Splash)))
})

describe('the content security policy', () => {
  it('has no inline script, style or handler to forbid', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/)
  })

  it('finds everything on the same origin, under /assets', () => {
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address)
    expect(addresses.length).toBeGreaterThan(2)
    for (const address of addresses) expect(address).toMatch(/^\/assets\//)
  })

  it('needs no data: addresses and no eval', () => {
    for (const [name, content] of files) {
      if (!/\.(js|css)$/.test(name)) continue
      expect(/url\(["']?data:|new Function\(|\beval\(/.test(content.toString('utf8')), name).toBe(false)
    }
  })
})
