// Which of the sites is looked at, and whether there may be more of them.
import { useQuery } from '@tanstack/react-query'
import { sessionQuery, sitesQuery } from '../queries.ts'

export function useSite(id: string) {
  const { data, error, refetch } = useQuery(sitesQuery)
  return {
    site: data?.sites.find((one) => one.id === id),
    loaded: data !== undefined,
    error,
    retry: () => void refetch(),
  }
}

/** Only owners of the whole collector add sites. */
export function useMayAddSites(): boolean {
  const { data } = useQuery(sessionQuery)
  return data?.state === 'signed_in' && data.user.everywhere
}
