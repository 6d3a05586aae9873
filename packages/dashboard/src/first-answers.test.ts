import type { SessionAnswer, Site } from '@farthing/contract'
import { afterEach, expect, it, vi } from 'vitest'
import { askFirst } from './first-answers.ts'
import { createQueryClient, sessionQuery } from './queries.ts'
import { overviewQuery } from './report-queries.ts'
import { siteAt } from './testing/site.ts'
import { lookOf, overviewAsked } from './view.ts'

const session: SessionAnswer = {
  state: 'signed_in',
  user: { id: 'member_1', email: 'o@shop.example', everywhere: true },
}
const measured: Site = { ...siteAt(['shop.example']), id: 'site_1', timeZone: 'Pacific/Auckland', hasViews: true }
const noon = Date.parse('2026-11-21T12:00:00Z')

afterEach(() => vi.unstubAllGlobals())

/** What was asked, and where the answers are kept. */
async function asking(path: string, sites: Site[] | null = [measured]) {
  const asked: string[] = []
  const answers: Record<string, unknown> = { '/api/session': session, '/api/sites': sites && { sites } }
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    const answer = url in answers ? answers[url] : { range: 'of the overview' }
    return answer === null
      ? Response.json({ error: { code: 'x', message: 'No.' } }, { status: 401 })
      : Response.json(answer)
  })
  const client = createQueryClient()
  const { pathname, search } = new URL(path, 'http://localhost')
  await askFirst(client, { pathname, search }, () => noon).answered
  return { asked, client }
}

it.each([
  ['/login', ['/api/session']],
  ['/share/token', ['/api/session']],
  ['/sitesmap', ['/api/session']],
  ['/', ['/api/session', '/api/sites']],
  ['/sites', ['/api/session', '/api/sites']],
  ['/sites/new', ['/api/session', '/api/sites']],
  ['/sites/site_2', ['/api/session', '/api/sites']],
  ['/sites/site_1/payments', ['/api/session', '/api/sites']],
])('asks what %s needs, and no more', async (path, questions) => {
  expect((await asking(path)).asked).toEqual(questions)
})

it('asks the overview of the days that the address means at the site', async () => {
  const { asked } = await asking('/sites/site_1?range=7d&mode=test&compare=none&filter=channels:is:Email')
  expect(asked.slice(0, 2)).toEqual(['/api/session', '/api/sites'])
  const [path, query] = (asked[2] ?? '').split('?')
  expect(path).toBe('/api/sites/site_1/reports/overview')
  // In Auckland it is tomorrow already.
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
    from: '2026-11-16',
    to: '2026-11-22',
    mode: 'test',
    model: 'last_non_direct',
    goal: 'payment',
    interval: 'day',
    filter: 'channels:is:Email',
  })
  expect(asked).toHaveLength(3)
})

it('keeps the overview where the page looks for it', async () => {
  const { client } = await asking('/sites/site_1')
  const look = lookOf(measured, new URLSearchParams(), '2026-11-22')
  expect(client.getQueryData(overviewQuery('site_1', overviewAsked(look)).queryKey)).toEqual({
    range: 'of the overview',
  })
})

it('asks no figures of a site that never measured any', async () => {
  const { asked } = await asking('/sites/site_1', [{ ...measured, hasViews: false, hasPayments: false }])
  expect(asked).toEqual(['/api/session', '/api/sites'])
})

it('ends, and asks no further, where the sites are refused', async () => {
  const { asked, client } = await asking('/sites/site_1', null)
  expect(asked).toEqual(['/api/session', '/api/sites'])
  expect(client.getQueryData(sessionQuery.queryKey)).toBeDefined()
})
