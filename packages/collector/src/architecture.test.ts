// Who may know whom, which files are pure, and what only one place may do. Each failure is the sentence a newcomer needs.
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { isTest, type SourceFile, sourceFiles } from './testing/source-files.ts'

/** Besides themselves, and what everybody may know. A folder that is not here is not a room yet: say what it may know. */
const MAY_KNOW: Record<string, string[]> = {
  http: ['storage'],
  storage: [],
  sites: ['storage', 'http'],
  tracking: ['identity'],
  identity: [],
  stripe: ['identity', 'ledger', 'attribution'],
  ledger: [],
  attribution: ['ledger', 'identity'],
  // What differs by more than chance is for a pure file of the split tests to say.
  reports: ['experiments'],
  api: [],
  privacy: ['identity'],
  imports: ['tracking'],
  // Payments are told as their own list tells them.
  exports: ['attribution'],
  admin: [],
  live: ['attribution'],
  doctor: ['stripe', 'attribution'],
  demo: [],
  // Everything that is of a site, whoever made it.
  removal: ['privacy', 'ledger', 'attribution', 'stripe', 'demo'],
  notices: ['reports'],
  experiments: ['identity'],
}
/** Errors, sites and storage are for every room, and so is what every HTTP edge shares. */
const EVERY_ROOM = ['sites', 'storage', 'http']
const FOUNDATIONS = ['http', 'storage', 'sites']
/** Files beside the rooms that rooms may import. */
const FOR_ALL = ['errors.ts', 'parts.ts', 'config.ts', 'version.ts']
/** They put the rooms together; no room knows them. */
const CONDUCTORS = ['app.ts', 'site-rooms.ts', 'doors.ts', 'main.ts', 'cli.ts', 'cli', 'jobs']

/** No I/O, no clock, no randomness, no environment: tables and properties test them. */
const PURE = [
  /^errors\.ts$/,
  /^sites\/(site|edit-site)\.ts$/,
  /^tracking\/(parse-view|order-views|fold-visits|bots|channel|sources)\.ts$/,
  /^identity\/(visitor-hash|email|match|signature)\.ts$/,
  /^stripe\/(normalise\/.*|redact|permissions|event-types|movement|reconcile-difference|webhook-address|signing-secrets|query-string)\.ts$/,
  /^ledger\/(entry|money|project)\.ts$/,
  /^attribution\/(models|credit|credit-lines|credit-rows|evidence|clues|rate|read-rates|settlement|site-of|look-back|whose-visits)\.ts$/,
  /^admin\/(cookie|access|audit|relying-party|without-amounts)\.ts$/,
  /^experiments\/(assign|change-test|significance|distributions)\.ts$/,
  /^privacy\/without-names\.ts$/,
  /^notices\/(said|occasions|text|mail-page)\.ts$/,
  /^exports\/readme\.ts$/,
  /^removal\/tables\.ts$/,
  /^demo\/(random|month|visit|sale|arrivals|audience|teahouse|taken)\.ts$/,
  /^doctor\/(finding|[a-z]+-findings)\.ts$/,
]
const IMPURE =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\b|\brandomBytes\b|\brandomUUID\b|\bTemporal\.Now\b|\bprocess\.|\bawait\b|\bfetch\(/

const source = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))
const files = sourceFiles(source, '**/*.ts')
const production = files.filter(({ path }) => !isTest(path))
const roomOf = (path: string): string => path.split('/')[0] ?? path
const inRooms = production.filter(({ path }) => path.includes('/') && !CONDUCTORS.includes(roomOf(path)))

/** Every sentence at once: a newcomer sees the whole of what is wrong. */
const expectNone = (sentences: string[]) => expect(sentences.join('\n')).toBe('')

const complain = (among: SourceFile[], about: (file: SourceFile) => string | string[] | false) =>
  expectNone(among.flatMap((file) => about(file) || []))

it('finds the source', () => {
  expect(production.length).toBeGreaterThan(30)
})

it('lets a room know only what the table allows', () => {
  complain(inRooms, ({ path, imports }) => {
    const room = roomOf(path)
    const allowed = MAY_KNOW[room]
    if (!allowed) return `${path}: the room ${room} is not in the table MAY_KNOW; say there what it may know`
    const known = FOUNDATIONS.includes(room) ? allowed : [...allowed, ...EVERY_ROOM]
    return imports.flatMap(({ file }) => {
      if (file === null || roomOf(file) === room || FOR_ALL.includes(file)) return []
      return known.includes(roomOf(file))
        ? []
        : `${path}: room ${room} may not know ${roomOf(file)} (it imports ${file})`
    })
  })
})

it('keeps pure files pure', () => {
  const pure = production.filter(({ path }) => PURE.some((pattern) => pattern.test(path)))
  expect(pure.length).toBeGreaterThan(0)
  complain(pure, ({ path, code, imports }) => [
    ...(IMPURE.exec(code) ?? []).map((found) => `${path} is pure: no "${found}" there; let it come in as an argument`),
    ...imports
      .filter(
        ({ from, typeOnly }) =>
          !typeOnly && /^(node:(?!crypto)|express|pg$|better-sqlite3|kysely)|storage\//.test(from),
      )
      .map(({ from }) => `${path} is pure: it may not import ${from}`),
  ])
})

const onlyIn = (what: string, pattern: RegExp, allowed: RegExp) =>
  complain(production, ({ path, code }) => pattern.test(code) && !allowed.test(path) && `${path}: ${what}`)

it('reads the environment in one place', () => {
  onlyIn('only config.ts reads process.env', /\bprocess\.env\b|import\.meta\.env\b/, /^config\.ts$/)
})

it('builds queries in stores, reports and storage', () => {
  const query = /\.(selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\(|\bsql(<[^`]*>)?`/
  onlyIn(
    'only store.ts, *-store.ts, storage/ and reports/ build queries',
    query,
    /(^|[/-])store\.ts$|^(storage|reports)\//,
  )
})

it('speaks HTTP only at the edges', () => {
  const edges = /^(app|site-rooms|doors)\.ts$|^http\/|\/(routes|[a-z-]+-routes|webhook|return|guard)\.ts$/
  complain(production, ({ path, imports }) => {
    const http = imports.find(({ from }) => /^(express|express-rate-limit|helmet)$/.test(from))
    return (
      http !== undefined &&
      !edges.test(path) &&
      `${path}: ${http.from} belongs in routes.ts, webhook.ts, guard.ts, http/ or app.ts`
    )
  })
})

it('holds the Stripe SDK in one file', () => {
  complain(production, ({ path, imports }) => {
    const runs = imports.some(({ from, typeOnly }) => /^stripe(\/|$)/.test(from) && !typeOnly)
    return (
      runs &&
      path !== 'stripe/client.ts' &&
      `${path}: only stripe/client.ts imports stripe at run time; import type, or ask it`
    )
  })
})

it('has no import cycles', () => {
  const next = new Map(
    production.map(({ path, imports }) => [
      path,
      imports.flatMap((one) => (one.typeOnly || !one.file ? [] : one.file)),
    ]),
  )
  const done = new Set<string>()
  const cycleFrom = (path: string, way: string[]): string[] => {
    if (way.includes(path)) return [`import cycle: ${[...way.slice(way.indexOf(path)), path].join(' → ')}`]
    if (done.has(path)) return []
    const found = (next.get(path) ?? []).flatMap((to) => cycleFrom(to, [...way, path]))
    done.add(path)
    return found
  }
  expectNone([...next.keys()].flatMap((path) => cycleFrom(path, [])))
})

it('says in the first line what a file decides, keeps it short, and gives it a name that says something', () => {
  complain(production, ({ path, text, code }) => {
    const lines = text.split('\n').length - 1
    const isData = /^storage\/(migrations\/|schema)|\/sources(-[a-z]+)?\.ts$/.test(path)
    return [
      ...(/^\/\/ \S/.test(text) ? [] : [`${path}: the first line is a comment that says what the file decides`]),
      ...(lines <= 250 || isData ? [] : [`${path} has ${lines} lines; 250 are the most`]),
      ...(/\/?(utils?|helpers?|service|manager|common)\.ts$/.test(path)
        ? [`${path}: the name does not say what is decided there`]
        : []),
      ...(/^export default\b/m.test(code) ? [`${path}: named exports only`] : []),
    ]
  })
})

const packageRules: { name: string; pattern: string; breaks: (from: string, typeOnly: boolean) => string | false }[] = [
  {
    name: 'contract knows only zod',
    pattern: 'packages/contract/src/**/*.ts',
    breaks: (from) => !/^(\.|zod$)/.test(from) && `the contract knows only zod, not ${from}`,
  },
  {
    name: 'sdk knows only the types of contract',
    pattern: 'packages/sdk/src/**/*.ts',
    breaks: (from, typeOnly) =>
      !from.startsWith('.') &&
      !(from === '@farthing/contract' && typeOnly) &&
      `the SDK has no dependency at run time: it may "import type" from @farthing/contract, not import ${from}`,
  },
  {
    name: 'dashboard knows only contract',
    pattern: 'packages/dashboard/src/**/*.{ts,tsx}',
    breaks: (from) =>
      /^@farthing\/(?!contract$)/.test(from) && `the dashboard knows only @farthing/contract, not ${from}`,
  },
  {
    name: 'the sandbox knows no other package',
    pattern: 'packages/stripe-sandbox/src/**/*.ts',
    breaks: (from) => from.startsWith('@farthing/') && `the sandbox stands in for Stripe, who knows nothing of ${from}`,
  },
  {
    name: 'collector serves the built SDK and dashboard',
    pattern: 'packages/collector/src/**/*.ts',
    breaks: (from) =>
      /^@farthing\/(sdk|dashboard)/.test(from) && `the collector serves the built files of ${from}, never its source`,
  },
]

it.each(packageRules)('$name', ({ pattern, breaks }) => {
  const among = sourceFiles(root, pattern).filter(({ path }) => !isTest(path))
  complain(among, ({ path, imports }) =>
    imports.flatMap(({ from, typeOnly }) => breaks(from, typeOnly) || []).map((sentence) => `${path}: ${sentence}`),
  )
})

it('lets no package or example import the collector, or another package by its path', () => {
  const among = sourceFiles(root, '{packages,examples}/**/*.{ts,tsx,js,mjs}')
  complain(among, ({ path, imports }) => {
    const home = path.split('/').slice(0, 2).join('/')
    return imports.flatMap(({ from, file }) => [
      ...(from === '@farthing/collector' ? [`${path}: nobody imports the collector; speak HTTP with it`] : []),
      ...(file !== null && !file.startsWith(`${home}/`)
        ? [`${path}: import ${from} by its package's name, not by its path`]
        : []),
    ])
  })
})
