// What the pages of one report each share: the site, the days, the filters, and a title that says what is told.
import type { Site } from '@farthing/contract'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import { NotFound } from '../pages/not-found.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FilterDialog } from './filter-dialog.tsx'
import { ModeSwitch, TestBanner } from './mode-switch.tsx'
import { RangePicker } from './range-picker.tsx'
import { PanelSkeleton } from './skeletons.tsx'
import { Trouble } from './trouble.tsx'
import { useSite } from './use-site.ts'
import { useView, type View } from './use-view.ts'

interface ReportPageProps {
  title: string
  about: string
  children: (site: Site, view: View) => ReactNode
}

export function ReportPage(props: ReportPageProps) {
  const { siteId = '' } = useParams()
  const { site, loaded, error, retry } = useSite(siteId)
  if (site !== undefined) return <SiteReport key={site.id} {...props} site={site} />
  if (error !== null) return <Trouble error={error} title="The site could not be loaded" retry={retry} />
  return loaded ? <NotFound /> : <PanelSkeleton rows={6} />
}

function SiteReport({ site, title, about, children }: ReportPageProps & { site: Site }) {
  const view = useView(site)
  const [filtering, setFiltering] = useState(false)
  return (
    <>
      <title>{`${title} · ${site.name} · Farthing`}</title>
      <div className="toolbar">
        <div className="toolbar-title">
          <h1>{title}</h1>
          <p>{about}</p>
        </div>
        <div className="toolbar-controls">
          <ModeSwitch view={view} />
          <button type="button" className="button" onClick={() => setFiltering(true)}>
            Filter
          </button>
          <RangePicker view={view} />
        </div>
      </div>
      {filtering && <FilterDialog site={site} view={view} close={() => setFiltering(false)} />}
      <FilterBar view={view} />
      {view.scope.mode === 'test' && <TestBanner site={site} chosen={view.state.mode !== null} />}
      {children(site, view)}
    </>
  )
}
