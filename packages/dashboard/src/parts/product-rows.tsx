// What was sold, per price: what went back is taken off.
import type { ProductsReport } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { formatCount } from '../format.ts'
import { reportQuery } from '../report-queries.ts'
import { revenueIn } from '../series.ts'
import { BarRows } from './bar-rows.tsx'
import { EmptyPanel, PanelAnswer } from './panel-answer.tsx'
import { RowMoney } from './row-money.tsx'
import type { Shown } from './use-view.ts'

export function ProductRows({ site, view, currency }: Shown) {
  const query = useQuery(reportQuery(site.id, 'products', view.asked))
  return (
    <PanelAnswer query={query} what="Products">
      {({ rows }) => {
        if (rows.length === 0)
          return <EmptyPanel view={view}>Products appear with the first payment in these days.</EmptyPanel>
        const net = (row: ProductsReport['rows'][number]) => Math.max(0, revenueIn(row.revenue, currency).net || 0)
        const most = Math.max(...rows.map(net)) || 1
        return (
          <BarRows
            caption="Products"
            look="money"
            columns={[{ name: 'Product' }, { name: 'Payments' }, { name: 'Revenue' }]}
            rows={rows.map((row) => ({
              key: `${row.product} ${row.price} ${row.name}`,
              name: row.name ?? row.product ?? 'Not itemised',
              nameless: row.name === null && row.product === null,
              bar: net(row) / most,
              cells: [formatCount(row.payments), <RowMoney key="money" revenue={row.revenue} currency={currency} />],
            }))}
          />
        )
      }}
    </PanelAnswer>
  )
}
