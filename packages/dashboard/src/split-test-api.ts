// How the dashboard speaks about split tests, and when it asks again.
import type { NewSplitTest, SplitTest, SplitTestChange, SplitTestReport, SplitTestsAnswer } from '@farthing/contract'
import { queryOptions } from '@tanstack/react-query'
import { get, type Scope, send, site } from './api.ts'
import { reportsKey } from './queries.ts'

const tests = (id: string) => `${site(id)}/tests`
const one = (id: string, name: string) => `${tests(id)}/${encodeURIComponent(name)}`

export const splitTestsApi = {
  add: (id: string, test: NewSplitTest) => send<SplitTest>('POST', tests(id), test),
  change: (id: string, name: string, change: SplitTestChange) => send<SplitTest>('PATCH', one(id, name), change),
  remove: (id: string, name: string) => send<SplitTestsAnswer>('DELETE', one(id, name), {}),
}

const FOLLOW_MS = 15_000

export const testsKey = (siteId: string) => ['split-tests', siteId] as const

export const testsQuery = (siteId: string) =>
  queryOptions({ queryKey: testsKey(siteId), queryFn: ({ signal }) => get<SplitTestsAnswer>(tests(siteId), signal) })

/** All the days on which it ran. */
export const resultPath = (siteId: string, name: string, mode: Scope['mode'], format: 'json' | 'csv'): string =>
  `${site(siteId)}/reports/split-tests/${encodeURIComponent(name)}?${new URLSearchParams({ mode, format })}`

export const resultQuery = (siteId: string, { name, state }: SplitTest, mode: Scope['mode']) =>
  queryOptions({
    queryKey: [...reportsKey(siteId), 'split-tests', name, state, mode],
    queryFn: ({ signal }) => get<SplitTestReport>(resultPath(siteId, name, mode, 'json'), signal),
    refetchInterval: state === 'running' ? FOLLOW_MS : false,
  })
