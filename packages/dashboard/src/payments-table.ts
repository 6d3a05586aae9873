// The payments as a table for spreadsheets, in minor units as everywhere.
import type { PaymentRow } from '@farthing/contract'
import { toCsv } from './csv.ts'

const columns =
  'id,paid_at,mode,status,currency,gross,refunds,net,channel,source,medium,campaign,entry_page,evidence,grade,description'

export const paymentsTable = (payments: PaymentRow[]): string => toCsv(columns.split(','), payments.map(rowOf))

function rowOf({ attribution, ...payment }: PaymentRow) {
  const { id, paidAt, mode, status, currency, gross, refunds, net, description } = payment
  const money = [id, new Date(paidAt).toISOString(), mode, status, currency, gross, refunds, net]
  if (attribution.kind === 'unattributed')
    return [...money, null, null, null, null, null, attribution.reason, null, description]
  const { touch, evidence, grade } = attribution
  const { channel, source, medium, campaign, entryPage } = touch
  return [...money, channel, source, medium, campaign, entryPage, evidence, grade, description]
}
