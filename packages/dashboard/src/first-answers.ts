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

/** Until each is answered, or failed: then its part of the page says so. */
export async function askFirst(client: QueryClient, address: Address, clock: () => number): Promise<void> {
  const session = client.prefetchQuery(sessionQuery)
  // Whoever comes in by a link, or signs in, has no sites yet.
  if (address.pathname === '/' || /^\/sites(\/|$)/.test(address.pathname)) {
    await client.prefetchQuery(sitesQuery)
    await askOverview(client, address, clock())
  }
  await session
}

async function askOverview(client: QueryClient, { pathname, search }: Address, now: number): Promise<void> {
  const [, siteId] = /^\/sites\/([^/]+)\/?$/.exec(pathname) ?? []
  const site = client.getQueryData(sitesQuery.queryKey)?.sites.find((one) => one.id === siteId)
  if (site === undefined || isBare(site)) return
  const look = lookOf(site, new URLSearchParams(search), dayIn(site.timeZone, now))
  await client.prefetchQuery(overviewQuery(site.id, overviewAsked(look)))
}
