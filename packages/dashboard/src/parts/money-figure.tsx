// The revenue: which of its kinds is shown, and what the others are. Currencies stand apart unless all have a rate.
import type { OverviewReport } from '@farthing/contract'
import type { ReactNode } from 'react'
import { formatCount } from '../format.ts'
import { formatMoney } from '../money.ts'
import { moneyNames } from '../report-words.ts'
import { moneyOf, otherRevenue, revenueIn, revenueOf } from '../series.ts'
import { type Figure, type MoneyKind, moneyKinds } from '../url-state.ts'

interface MoneyFigureProps {
  report: OverviewReport
  currency: string
  figure: Figure
  money: MoneyKind
  choose: (figure: Figure) => void
  chooseMoney: (money: MoneyKind) => void
  change: ReactNode
}

export function MoneyFigure({ report, currency, figure, money, choose, chooseMoney, change }: MoneyFigureProps) {
  return (
    <div className={figure === 'revenue' ? 'stat stat-money chosen' : 'stat stat-money'}>
      <label className="stat-kind">
        <span className="unseen">Which revenue is shown</span>
        <select
          value={money}
          onChange={({ target }) => chooseMoney(moneyKinds.find((kind) => kind === target.value) ?? 'net')}
        >
          {moneyKinds.map((kind) => (
            <option key={kind} value={kind}>
              {moneyNames[kind]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="stat-press"
        aria-pressed={figure === 'revenue'}
        onClick={() => choose('revenue')}
      >
        <span className="unseen">{moneyNames[money]} </span>
        <span className="stat-value">{formatMoney(moneyOf(report.totals, currency, money), currency)}</span>
        {change}
      </button>
      <RevenueNotes report={report} currency={currency} money={money} />
    </div>
  )
}

/** Gross, refunds and net are three numbers; other currencies stand apart and are never added. */
function RevenueNotes({ report, currency, money }: { report: OverviewReport; currency: string; money: MoneyKind }) {
  const { totals, pending } = report
  const { gross, refunds, net } = money === 'reported' ? totals.reported : revenueIn(totals.revenue, currency)
  const others = money === 'reported' ? [] : otherRevenue(revenueOf(totals, money), currency)
  const { unconverted } = totals.reported
  return (
    <ul className="stat-notes">
      {money === 'client' && <li>Told by your pages</li>}
      {money === 'client' && <li>Stripe: {formatMoney(net, currency)} net</li>}
      {money !== 'gross' && money !== 'client' && <li>{formatMoney(gross, currency)} gross</li>}
      {money !== 'refunds' && money !== 'client' && <li>{formatMoney(refunds, currency)} refunds</li>}
      {(money === 'gross' || money === 'refunds') && <li>{formatMoney(net, currency)} net</li>}
      {others.map((one) => (
        <li key={one.currency}>and {formatMoney(one[kindOf(money)], one.currency)}</li>
      ))}
      {money === 'reported' && unconverted > 0 && (
        <li className="pill pending">{formatCount(unconverted)} entries without a rate are not in it</li>
      )}
      {pending > 0 && <li className="pill pending">{formatCount(pending)} waiting for Stripe</li>}
      {totals.imported && <li className="pill">partly imported</li>}
    </ul>
  )
}

const kindOf = (money: MoneyKind): 'net' | 'gross' | 'refunds' =>
  money === 'gross' || money === 'refunds' ? money : 'net'
