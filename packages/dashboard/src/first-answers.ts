// What the first page asks: all that its address tells, at once, and kept where the parts that draw it look.
import type { QueryClient } from '@tanstack/react-query'
import { sessionQuery, sitesQuery } from './queries.ts'
import { dayIn } from './range.ts'
import { overviewQuery } from './report-queries.ts'
import { isBare, lookOf, overviewAsked } from './view.ts'

interface Address {
  pathname: string
  search: string
}

export interface FirstAnswers {
  /** Every question is on its way. */
  asked: Promise<unknown>
  /** Each was answered, or failed: then its part of the page says so. */
  answered: Promise<unknown>
}

export function askFirst(client: QueryClient, address: Address, clock: () => number): FirstAnswers {
  const session = client.prefetchQuery(sessionQuery)
  // Whoever comes in by a link, or signs in, has no sites yet.
  const seesSites = address.pathname === '/' || /^\/sites(\/|$)/.test(address.pathname)
  if (!seesSites) return { asked: Promise.resolve(), answered: session }
  const asked = client.prefetchQuery(sitesQuery).then(() => askOverview(client, address, clock()))
  return { asked, answered: Promise.all([session, asked.then(({ overview }) => overview)]) }
}

/** In an object: who waits until it is asked does not wait for its answer. */
function askOverview(
  client: QueryClient,
  { pathname, search }: Address,
  now: number,
): { overview: Promise<void> | null } {
  const [, siteId] = /^\/sites\/([^/]+)\/?$/.exec(pathname) ?? []
  const site = client.getQueryData(sitesQuery.queryKey)?.sites.find((one) => one.id === siteId)
  if (site === undefined || isBare(site)) return { overview: null }
  const look = lookOf(site, new URLSearchParams(search), dayIn(site.timeZone, now))
  return { overview: client.prefetchQuery(overviewQuery(site.id, overviewAsked(look))) }
}
