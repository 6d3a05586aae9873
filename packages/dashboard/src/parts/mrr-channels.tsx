// By which channels the monthly recurring revenue came.
import type { SubscriptionsReport } from '@farthing/contract'
import { formatDelta } from '../format.ts'
import { formatMoney } from '../money.ts'
import { BarRows } from './bar-rows.tsx'

export function MrrChannels({ channels }: Pick<SubscriptionsReport, 'channels'>) {
  if (channels.length === 0) return null
  const most = Math.max(1, ...channels.map((one) => one.mrr || 0))
  return (
    <BarRows
      caption="Monthly recurring revenue by the channel of the first payment"
      look="money"
      columns={[{ name: 'Channel' }, { name: 'Change' }, { name: 'A month' }]}
      rows={channels.map((one) => ({
        key: `${one.channel} ${one.currency}`,
        name: one.channel ?? 'No visit known',
        nameless: one.channel === null,
        bar: one.mrr / most,
        cells: [
          Number.isNaN(one.change) ? formatMoney(one.change, one.currency) : formatDelta(one.change, one.currency),
          formatMoney(one.mrr, one.currency),
        ],
      }))}
    />
  )
}
