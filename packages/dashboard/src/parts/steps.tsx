// Steps that are only needed once: open until they are done, folded afterwards.
import type { ReactNode } from 'react'
import { Chevron } from './popover.tsx'

interface StepsProps {
  folded: boolean
  /** Of the folded steps. */
  title: string
  children: ReactNode
}

export function Steps({ folded, title, children }: StepsProps) {
  if (!folded) return children
  return (
    <details className="more-list">
      <summary>
        {title}
        <Chevron />
      </summary>
      <div className="by-hand">{children}</div>
    </details>
  )
}
