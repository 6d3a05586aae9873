// What every part that loads something shows: bones, then the answer, or what went wrong.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PanelSkeleton } from './skeletons.tsx'
import { useWaiting } from './together.tsx'
import { messageOf, Stale, Trouble } from './trouble.tsx'

interface LoadedProps<Data> {
  query: UseQueryResult<Data>
  /** As in "The members could not be loaded". */
  what: string
  rows?: number
  children: (data: Data) => ReactNode
}

export function Loaded<Data>({ query, what, rows = 3, children }: LoadedProps<Data>) {
  const { data, error, refetch } = query
  useWaiting(data === undefined && error === null)
  if (data === undefined) {
    if (error !== null)
      return <Trouble error={error} title={`${what} could not be loaded`} retry={() => void refetch()} />
    return (
      <div role="status">
        <span className="unseen">Loading</span>
        <PanelSkeleton rows={rows} />
      </div>
    )
  }
  return (
    <>
      {error !== null && <Stale error={error} />}
      {children(data)}
    </>
  )
}

/** What a change that failed says, where it was made. */
export function Failed({ error }: { error: Error | null }) {
  if (error === null) return null
  return (
    <p className="alert" role="alert">
      {messageOf(error)}
    </p>
  )
}
