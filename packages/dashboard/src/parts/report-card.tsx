// A card of a report page: its title, what it means, and the file of it.
import type { Site } from '@farthing/contract'
import { type ReactNode, useId } from 'react'
import { ExportMenu, type Table } from './export-menu.tsx'

interface ReportCardProps {
  title: string
  about?: ReactNode
  /** `wide`: the whole row. */
  look?: 'usual' | 'wide'
  file?: { site: Site; table: Table; days?: { from: string; to: string } }
  children: ReactNode
}

export function ReportCard({ title, about, look = 'usual', file, children }: ReportCardProps) {
  const id = useId()
  return (
    <section className={`card report-card ${look}`} aria-labelledby={id}>
      <header className="report-head">
        <div>
          <h2 id={id}>{title}</h2>
          {about !== undefined && <p>{about}</p>}
        </div>
        {file !== undefined && <ExportMenu {...file} title={title} />}
      </header>
      {children}
    </section>
  )
}
