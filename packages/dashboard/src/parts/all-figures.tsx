// The way from a panel to the page with every figure of its rows; the days, the mode and the filters go along.
import type { Site } from '@farthing/contract'
import { Link, useLocation } from 'react-router'
import { keptSearch } from '../url-state.ts'

interface AllFiguresProps {
  site: Site
  /** A dimension, or `props`: by a property of events. */
  by: string
  title: string
}

export function AllFigures({ site, by, title }: AllFiguresProps) {
  const { search } = useLocation()
  const next = new URLSearchParams(keptSearch(search))
  next.set('by', by)
  const name = by === 'props' ? 'Figures by property' : `All figures of ${title}`
  return (
    <Link
      className="button all-figures"
      to={{ pathname: `/sites/${site.id}/breakdown`, search: next.toString() }}
      aria-label={name}
      title={name}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d="M9.5 2.5h4v4M13.2 2.8 9 7M6.5 13.5h-4v-4M2.8 13.2 7 9"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
      </svg>
    </Link>
  )
}
