// Rows with many figures: goes sideways where there is no room, the name stays. A column's head puts the rows in order.
import type { BreakdownRow, Dimension } from '@farthing/contract'
import { useState } from 'react'
import { type Column, columnValue, columnWords, feeNotes, formatColumn, type Order } from '../breakdown-columns.ts'
import { formatCount } from '../format.ts'
import { formatMoney } from '../money.ts'
import { rowName, wordsOf } from '../report-words.ts'
import { Sideways } from './sideways.tsx'

interface FigureTableProps {
  by: Dimension
  columns: Column[]
  rows: BreakdownRow[]
  currency: string
  order: Order | null
  sort: (column: Column) => void
  isChosen: (name: string | null) => boolean
  choose: (name: string | null) => void
}

const AT_ONCE = 100

export function FigureTable(props: FigureTableProps) {
  const { by, columns, rows, order, sort } = props
  const [all, setAll] = useState(false)
  return (
    <>
      <Sideways label={wordsOf(by).tab}>
        <table className="figures">
          <caption className="unseen">{wordsOf(by).tab}</caption>
          <thead>
            <tr>
              <th scope="col">{wordsOf(by).one}</th>
              {columns.map((column) => (
                <th key={column} scope="col" aria-sort={sortOf(order, column)}>
                  <button type="button" title={columnWords[column].about} onClick={() => sort(column)}>
                    {columnWords[column].title}
                    <span aria-hidden="true">{signs[sortOf(order, column) ?? 'none']}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(all ? rows : rows.slice(0, AT_ONCE)).map((row) => (
              <Row key={row.name ?? ''} {...props} row={row} />
            ))}
          </tbody>
        </table>
      </Sideways>
      {rows.length > AT_ONCE && (
        <button type="button" className="link-button more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${formatCount(rows.length)}`}
        </button>
      )}
    </>
  )
}

const signs = { descending: ' ↓', ascending: ' ↑', none: '' }

function sortOf(order: Order | null, column: Column): 'descending' | 'ascending' | undefined {
  if (order?.column !== column) return undefined
  return order.direction === 'falling' ? 'descending' : 'ascending'
}

function Row({ by, columns, row, currency, isChosen, choose }: FigureTableProps & { row: BreakdownRow }) {
  const name = rowName(by, row)
  const named = row.name !== null && row.name !== ''
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className={named ? 'figure-name' : 'figure-name nameless'}
          aria-pressed={isChosen(row.name)}
          title={`Show only ${name}`}
          onClick={() => choose(row.name)}
        >
          {name}
          {row.imported && <small className="pill imported">imported</small>}
        </button>
      </th>
      {columns.map((column) => (
        <td key={column} className={columnWords[column].as === 'revenue' ? 'of-money' : undefined}>
          {formatColumn(column, columnValue(row, column, currency), currency)}
          {column === 'client' && <OtherCurrencies row={row} currency={currency} />}
          {column === 'fees' && feeNotes(row).map((note) => <small key={note}>{note}</small>)}
        </td>
      ))}
    </tr>
  )
}

/** Pages tell currencies for which there is no rate: beside the site's own, never added. */
function OtherCurrencies({ row: { client = [] }, currency }: { row: BreakdownRow; currency: string }) {
  const others = client.filter((one) => one.currency !== currency)
  return others.map((one) => <small key={one.currency}>{formatMoney(one.amount, one.currency)}</small>)
}
