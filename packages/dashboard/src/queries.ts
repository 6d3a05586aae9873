// What is fetched, how often it is asked again, and what makes it stale.
import type { Mode, Site, Standing, StripeStatus } from '@farthing/contract'
import { infiniteQueryOptions, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError, api, type Chosen, type Scope } from './api.ts'
import type { Days } from './range.ts'

/** New money is on the screen within five seconds: one short request every two, only while somebody looks. */
const LIVE = 2_000
const CALM = 15_000

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.status === 401) client.setQueryData(['session'], { state: 'signed_out' })
      },
    }),
    defaultOptions: {
      queries: { staleTime: 1_000, retry: (count, error) => count < 2 && !isFinal(error), retryDelay: 800 },
    },
  })
  return client
}

/** What asking again cannot change. */
function isFinal(error: Error): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api.session(signal),
  staleTime: 60_000,
})

export const mayChange = (role: Standing): boolean => role === 'owner' || role === 'admin'

export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: ({ signal }) => api.sites(signal),
  refetchInterval: ({ state }) => (state.data?.sites.some(isWaiting) ? LIVE : CALM),
})

/** Somebody sits before the screen and waits for the first view or the first payment. */
function isWaiting(site: Site): boolean {
  return !site.hasViews || !site.hasPayments
}

export const reportsKey = (siteId: string) => ['reports', siteId] as const

/** While a new range is on its way the old figures stay, dimmed; those of another site or mode would be a lie. */
export function isSameView(key: readonly unknown[] | undefined, siteId: string, scope: Scope): boolean {
  const before = key?.at(-1)
  return (
    key?.[1] === siteId &&
    typeof before === 'object' &&
    before !== null &&
    'mode' in before &&
    before.mode === scope.mode
  )
}

export const paymentsQuery = (siteId: string, scope: Scope & Chosen) =>
  infiniteQueryOptions({
    queryKey: ['payments', siteId, scope],
    queryFn: ({ signal, pageParam }) => api.payments(siteId, scope, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before, query) => (isSameView(query?.queryKey, siteId, scope) ? before : undefined),
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) => {
      // Every page that was loaded is asked again: beyond a few the list is read, not watched.
      if ((state.data?.pages.length ?? 0) > 3) return false
      const pending = state.data?.pages.some((page) => page.pending.some((one) => one.state === 'pending'))
      return pending || document.visibilityState === 'visible' ? LIVE : CALM
    },
  })

export const stripeQuery = (siteId: string) =>
  queryOptions({
    queryKey: ['stripe', siteId],
    queryFn: ({ signal }) => api.stripe(siteId, signal),
    refetchInterval: CALM,
  })

/** Asks Stripe a page at a time, so it is asked once and then only on purpose. */
export const reconcileQuery = (siteId: string, scope: Days & { mode: Mode | null }) =>
  queryOptions({
    queryKey: ['reconcile', siteId, scope],
    queryFn: ({ signal }) => api.reconcile(siteId, scope, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  })

/** Some fifteen questions to Stripe: not on every look at another window. */
export const doctorQuery = (siteId: string) =>
  queryOptions({
    queryKey: ['doctor', siteId],
    queryFn: ({ signal }) => api.doctor(siteId, signal),
    staleTime: 300_000,
    refetchOnWindowFocus: false,
  })

export function isConnected(status: StripeStatus): boolean {
  return status.apiKey !== null || status.webhookSecrets > 0 || status.sharedWebhook
}
