// What one can take away from a panel: a table for spreadsheets, a picture, a print.
import type { Site } from '@farthing/contract'
import { useRef } from 'react'
import { formatDays } from '../format.ts'
import { type Asked, reportPath } from '../report-api.ts'
import { Popover } from './popover.tsx'
import { saveFile } from './save-file.ts'

/** A report or a file that the collector writes as a table, or rows that are on the screen. */
export type Table =
  | { from: 'collector'; report: string; asked: Asked }
  | { from: 'file'; path: string }
  | { from: 'screen'; name: string; write: () => string | Promise<string> }

interface ExportMenuProps {
  site: Site
  /** Of the picture. */
  title: string
  days?: { from: string; to: string }
  table: Table
}

export function ExportMenu({ site, title, days, table }: ExportMenuProps) {
  const place = useRef<HTMLDivElement>(null)
  const withSection = (act: (section: HTMLElement) => void) => {
    const section = place.current?.closest('section')
    if (section) act(section)
  }
  const shown = table.from === 'collector' ? table.asked : days
  const heading = [title, site.name, shown === undefined ? null : formatDays(shown)].filter((part) => part !== null)
  // Where amounts are hidden the collector gives no tables.
  const address =
    table.from === 'collector'
      ? reportPath(site.id, table.report, table.asked, 'csv')
      : table.from === 'file'
        ? table.path
        : null
  const saveHere = async () => {
    if (table.from === 'screen') saveFile(`${table.name}.csv`, await table.write(), 'text/csv')
  }
  const paint = async (section: HTMLElement) => {
    const { savePicture } = await import('./picture.ts')
    savePicture(section, heading.join(' · '))
  }
  return (
    <div ref={place} className="export">
      <Popover name={`Take away ${title}`} align="end" label={<Arrow />}>
        {(close) => (
          <div className="menu">
            {address !== null && site.amounts === 'shown' && (
              <a href={address} download onClick={close}>
                Download as CSV
              </a>
            )}
            {table.from === 'screen' && (
              <button type="button" className="menu-item" onClick={() => void saveHere().finally(close)}>
                Download as CSV
              </button>
            )}
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                close()
                withSection((section) => void paint(section))
              }}
            >
              Save as PNG
            </button>
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                close()
                withSection(printOnly)
              }}
            >
              Print this panel
            </button>
          </div>
        )}
      </Popover>
    </div>
  )
}

/** The print style sheet hides every other panel while one is marked. */
function printOnly(section: HTMLElement): void {
  const { documentElement: root } = document
  section.dataset.print = 'this'
  root.dataset.print = 'one'
  window.addEventListener(
    'afterprint',
    () => {
      delete section.dataset.print
      delete root.dataset.print
    },
    { once: true },
  )
  window.print()
}

function Arrow() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M8 2v8m0 0L4.8 6.8M8 10l3.2-3.2M2.5 11v2.5h11V11" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}
