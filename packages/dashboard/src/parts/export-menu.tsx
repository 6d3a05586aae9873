// What one can take away from a panel: a table for spreadsheets, a picture, a print.
import type { Site } from '@farthing/contract'
import { useRef } from 'react'
import { type Asked, reportPath } from '../report-api.ts'
import { Popover } from './popover.tsx'

interface ExportMenuProps {
  site: Site
  /** The report's name in the collector's paths. */
  report: string
  asked: Asked
  picture?: (section: HTMLElement) => void
}

export function ExportMenu({ site, report, asked, picture }: ExportMenuProps) {
  const place = useRef<HTMLDivElement>(null)
  const withSection = (act: (section: HTMLElement) => void) => {
    const section = place.current?.closest('section')
    if (section) act(section)
  }
  return (
    <div ref={place} className="export">
      <Popover name="Take away" align="end" label={<Dots />}>
        {(close) => (
          <div className="menu">
            <a href={reportPath(site.id, report, asked, 'csv')} download onClick={close}>
              Download as CSV
            </a>
            {picture !== undefined && (
              <button type="button" className="menu-item" onClick={() => withSection(picture)}>
                Save the chart as PNG
              </button>
            )}
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

function Dots() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M8 2v8m0 0L4.8 6.8M8 10l3.2-3.2M2.5 11v2.5h11V11" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}
