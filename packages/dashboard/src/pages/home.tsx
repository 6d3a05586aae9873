// The first page: straight to the only site, else the list, else adding the first.
import { useQuery } from '@tanstack/react-query'
import { Navigate } from 'react-router'
import { Splash } from '../parts/splash.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useMayAddSites } from '../parts/use-site.ts'
import { sitesQuery } from '../queries.ts'

export function Home() {
  const { data, error, refetch } = useQuery(sitesQuery)
  const mayAdd = useMayAddSites()
  if (data === undefined) {
    if (error === null) return <Splash />
    return <Trouble error={error} title="Your sites could not be loaded" retry={() => void refetch()} />
  }
  const [first] = data.sites
  if (first === undefined) return <Navigate to={mayAdd ? '/sites/new' : '/sites'} replace />
  return <Navigate to={data.sites.length === 1 ? `/sites/${first.id}` : '/sites'} replace />
}
