// Where it came from: the rows of one breakdown, with a bar for the chosen figure and what each row earned.
import type { Breakdown, BreakdownReport } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatCount, formatShare } from '../format.ts'
import { formatMoney } from '../money.ts'
import { breakdownQuery } from '../queries.ts'
import { figureOf, otherRevenue } from '../series.ts'
import { figureNames, rowName } from '../words.ts'
import { PanelSkeleton } from './skeletons.tsx'
import { Trouble } from './trouble.tsx'
import type { Shown } from './use-view.ts'

const ROWS = 7

interface PanelProps extends Shown {
  breakdown: Breakdown
  title: string
}

export function BreakdownPanel(props: PanelProps) {
  const { site, view, breakdown, title } = props
  const { data, error, refetch, isPlaceholderData } = useQuery(breakdownQuery(site.id, breakdown, view.scope))
  return (
    <section className={isPlaceholderData ? 'card panel dimmed' : 'card panel'} aria-busy={data === undefined}>
      {data === undefined ? (
        <>
          <h2>{title}</h2>
          {error === null ? (
            <PanelSkeleton rows={5} />
          ) : (
            <Trouble error={error} title={`${title} could not be loaded`} retry={() => void refetch()} />
          )}
        </>
      ) : (
        <Rows {...props} rows={data.rows} />
      )}
    </section>
  )
}

function Rows({ breakdown, title, figure, currency, rows }: PanelProps & { rows: BreakdownReport['rows'] }) {
  const [all, setAll] = useState(false)
  if (rows.length === 0) return <EmptyPanel breakdown={breakdown} title={title} />
  const counted = figure === 'visits' || figure === 'views' ? figure : 'visitors'
  const measure = (row: BreakdownReport['rows'][number]) => Math.max(0, figureOf(row, figure, currency) ?? 0)
  const most = Math.max(...rows.map(measure)) || 1
  return (
    <>
      <table className={figure === 'revenue' ? 'rows money-rows' : 'rows'}>
        <thead>
          <tr>
            <th scope="col">
              <h2>{title}</h2>
            </th>
            <th scope="col">{figureNames[counted]}</th>
            <th scope="col" className="wide-only">
              Conv.
            </th>
            <th scope="col">Revenue</th>
          </tr>
        </thead>
        <tbody>
          {(all ? rows : rows.slice(0, ROWS)).map((row) => {
            const name = rowName(breakdown, row)
            return (
              <tr key={name}>
                <th scope="row">
                  <span className="row-bar" style={{ width: `${(measure(row) / most) * 100}%` }} />
                  <span className={row.name === null ? 'row-name nameless' : 'row-name'} title={name}>
                    {name}
                  </span>
                </th>
                <td>{formatCount(row[counted])}</td>
                <td className="wide-only">{formatShare(row.conversion)}</td>
                <td className="row-money">
                  <RowMoney row={row} currency={currency} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {rows.length > ROWS && (
        <button type="button" className="link-button more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${formatCount(rows.length)}`}
        </button>
      )}
    </>
  )
}

function RowMoney({ row, currency }: { row: BreakdownReport['rows'][number]; currency: string }) {
  if (row.revenue.length === 0) return <span className="nothing">–</span>
  const own = row.revenue.filter((one) => one.currency === currency)
  return [...own, ...otherRevenue(row.revenue, currency)].map((one, index) => (
    <span key={one.currency} className={index === 0 ? undefined : 'also'}>
      {formatMoney(one.net, one.currency)}
    </span>
  ))
}

const emptyWords: Record<Breakdown, string> = {
  channels: 'Channels appear with the first visit in these days.',
  sources: 'Sources are the sites and apps that link to yours. None in these days.',
  mediums: 'Add ?utm_medium=email to your links, and the kind of link appears here.',
  campaigns: 'Add ?utm_campaign=name to the links of a campaign, and it appears here with what it earned.',
  terms: 'Add ?utm_term=words to the links of an advertisement, and they appear here.',
  contents: 'Add ?utm_content=name to tell the links of one campaign apart.',
  'click-ids': 'Advertisements of Google, Microsoft, Meta and others carry ids. None in these days.',
  referrers: 'The pages that link to yours. None in these days.',
  hosts: 'The hosts on which visits begin. None in these days.',
  pages: 'The pages that were seen. None in these days.',
  'entry-pages': 'The pages on which visits begin. None in these days.',
  'exit-pages': 'The pages on which visits end. None in these days.',
  countries: 'Where visitors are. Nothing is known for these days.',
  regions: 'Regions are known when the site has a database of cities. Nothing is known for these days.',
  cities: 'Cities are known when the site has a database of them. Nothing is known for these days.',
  browsers: 'Browsers appear with the first visit in these days.',
  systems: 'Systems appear with the first visit in these days.',
  devices: 'Kinds of devices appear with the first visit in these days.',
  languages: 'Languages appear with the first visit in these days.',
  currencies: 'Currencies appear with the first payment in these days.',
  purposes: 'First payments and renewals appear with the first payment in these days.',
}

function EmptyPanel({ breakdown, title }: { breakdown: Breakdown; title: string }) {
  return (
    <>
      <h2>{title}</h2>
      <p className="empty-panel">{emptyWords[breakdown]}</p>
    </>
  )
}
