// A card of what only the page knows: its title, and the menu that takes it away as it is on the screen.
import type { Site } from '@farthing/contract'
import { type ReactNode, useId } from 'react'
import { ExportMenu } from './export-menu.tsx'

export interface ScreenCardProps {
  site: Site
  title: string
  /** Of the table, without its ending. */
  file: string
  write: () => string
  days?: { from: string; to: string }
  look?: string
  children: ReactNode
}

export function ScreenCard({ site, title, file, write, days, look = 'card pad', children }: ScreenCardProps) {
  const id = useId()
  return (
    <section className={look} aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
        <ExportMenu
          site={site}
          title={title}
          table={{ from: 'screen', name: file, write }}
          {...(days === undefined ? {} : { days })}
        />
      </header>
      {children}
    </section>
  )
}
