// After every test: what the real collector has stored is what it has taken, each view and event once, and of each view the longest look.
import { expect } from '@playwright/test'
import type { Said } from './collector.ts'
import type { RealCollector } from './real-collector.ts'

export const expectStored = ({ stored }: RealCollector, taken: readonly Said[]): void => {
  const of = (type: string) => taken.filter((said) => said.type === type)
  const ids = [...new Set(taken.map(({ viewId }) => `'${viewId}'`))].join()

  const pages = new Map(of('view').map(({ viewId, url = '' }) => [viewId, new URL(url).pathname]))
  expect(pairs(stored(`select id, page from view where id in (${ids})`)), 'stored views').toEqual(sorted(pages))

  const names = new Map(of('event').map(({ eventId = '', name = '' }) => [eventId, name]))
  const events = stored(`select id, name from event where view_id in (${ids})`)
  expect(pairs(events), 'stored events').toEqual(sorted(names))

  const looks = new Map<string, string>()
  for (const { viewId, engagedMs = 0 } of of('engagement'))
    looks.set(viewId, `${Math.max(Number(looks.get(viewId) ?? 0), Math.trunc(engagedMs))}`)
  const times = stored(`select view_id, engaged_ms from engagement where view_id in (${ids})`)
  expect(pairs(times), 'stored time').toEqual(sorted(looks))
}

/** Rows of two columns: the key and what is under it. A row too many shows. */
const pairs = (rows: Record<string, unknown>[]): string[] =>
  rows.map((row) => Object.values(row).map(String).join(' ')).sort()

const sorted = (expected: Map<string, string>): string[] => [...expected].map((pair) => pair.join(' ')).sort()
