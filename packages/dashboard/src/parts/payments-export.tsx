// All payments of a list as a table, as the collector reads them; or the list as a picture, or printed.
import type { Site } from '@farthing/contract'
import { type Chosen, paymentsFile, type Scope } from '../api.ts'
import { ExportMenu } from './export-menu.tsx'

interface PaymentsExportProps {
  site: Site
  asked: Scope & Chosen
}

export function PaymentsExport({ site, asked }: PaymentsExportProps) {
  return (
    <ExportMenu
      site={site}
      title="Payments"
      days={asked}
      table={{ from: 'file', path: paymentsFile(site.id, asked) }}
    />
  )
}
