// What every page about one site does first: finds the site, or says why not.
import type { Site } from '@farthing/contract'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { NotFound } from '../pages/not-found.tsx'
import { PanelSkeleton } from './skeletons.tsx'
import { Trouble } from './trouble.tsx'
import { useSite } from './use-site.ts'

export function SitePage({ children }: { children: (site: Site) => ReactNode }) {
  const { siteId = '' } = useParams()
  const { site, loaded, error, retry } = useSite(siteId)
  if (site !== undefined) return <div key={site.id}>{children(site)}</div>
  if (error !== null) return <Trouble error={error} title="The site could not be loaded" retry={retry} />
  return loaded ? <NotFound /> : <PanelSkeleton rows={6} />
}
