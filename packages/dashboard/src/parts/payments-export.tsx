// All payments of a list as a table, fetched page by page when somebody wants it; or the list as a picture, or printed.
import type { PaymentRow, Site } from '@farthing/contract'
import { api, type Chosen, type Scope } from '../api.ts'
import { paymentsTable } from '../payments-table.ts'
import { ExportMenu } from './export-menu.tsx'

interface PaymentsExportProps {
  site: Site
  scope: Scope
  asked: Scope & Chosen
}

export function PaymentsExport({ site, scope, asked }: PaymentsExportProps) {
  const write = async () => paymentsTable(await allPayments(site.id, asked))
  const name = `payments-${scope.from}-${scope.to}`
  return <ExportMenu site={site} title="Payments" days={scope} table={{ from: 'screen', name, write }} />
}

async function allPayments(siteId: string, asked: Scope & Chosen): Promise<PaymentRow[]> {
  const rows = new Map<string, PaymentRow>()
  const { signal } = new AbortController()
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof api.payments>> = await api.payments(siteId, asked, cursor, signal)
    for (const payment of page.payments) rows.set(payment.id, payment)
    cursor = page.nextCursor
  } while (cursor !== null)
  return [...rows.values()]
}
