// What a panel shows while its report is on its way, when it failed, and when there is nothing in it.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PanelSkeleton } from './skeletons.tsx'
import { useWaiting } from './together.tsx'
import { Trouble } from './trouble.tsx'
import type { View } from './use-view.ts'

interface PanelAnswerProps<Report> {
  query: UseQueryResult<Report>
  what: string
  children: (report: Report) => ReactNode
}

export function PanelAnswer<Report>({ query, what, children }: PanelAnswerProps<Report>) {
  const { data, error, refetch, isPlaceholderData } = query
  useWaiting(data === undefined && error === null)
  if (data !== undefined) return <div className={isPlaceholderData ? 'dimmed' : undefined}>{children(data)}</div>
  if (error !== null)
    return <Trouble error={error} title={`${what} could not be loaded`} retry={() => void refetch()} />
  return (
    <div role="status">
      <span className="unseen">Loading {what}</span>
      <PanelSkeleton rows={6} />
    </div>
  )
}

/** Behind filters the reason for nothing is most likely the filters. */
export function EmptyPanel({ view, children }: { view: View; children: ReactNode }) {
  if (view.state.filters.length === 0) return <p className="empty-panel">{children}</p>
  return (
    <div className="empty-panel">
      <p>Nothing in these days passes the filters.</p>
      <button type="button" className="link-button" onClick={() => view.change({ filters: [] })}>
        Remove the filters
      </button>
    </div>
  )
}
