import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { engines, freshStorage } from './testing/databases.ts'

const page = readFileSync(new URL('../../../../docs/data-map.md', import.meta.url), 'utf8')

/** What the page says of each table: its sentences, and the columns in the first cells. */
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [, table = ''] = /^`([a-z_]+)`/.exec(section) ?? []
      const cells = [...section.matchAll(/^\| (`[^|]*) \| (.+) \|$/gm)]
      const columns = cells.flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name))
      return [table, { section, columns }] as const
    }),
)

describe.each(engines)('the data map (%s)', (engine) => {
  it('names every table and every column, and none that is not there', async () => {
    const storage = await freshStorage(engine)
    const tables = await storage.read.introspection.getTables({ withInternalKyselyTables: true })
    const stored = tables.map(({ name, columns }) => [name, columns.map((column) => column.name).sort()])
    const described = [...sections].map(([name, { columns }]) => [name, [...columns].sort()])
    expect(Object.fromEntries(described)).toEqual(Object.fromEntries(stored))
  })
})

it.each([...sections])('says why %s is kept, and how long', (_table, { section }) => {
  expect(section).toMatch(/^Why: .+\.$/m)
  expect(section).toMatch(/^Kept: .+\.$/m)
})
