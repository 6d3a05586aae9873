// A table whose rows carry a bar behind their names; a row that can be chosen is a button.
import { type ReactNode, useState } from 'react'
import { formatCount } from '../format.ts'

/** What a panel shows until more is wanted. */
export const ROWS = 7

export interface BarRow {
  key: string
  name: string
  nameless?: boolean
  imported?: boolean
  /** 0 to 1. */
  bar: number
  cells: ReactNode[]
  choice?: { chosen: boolean; title: string; toggle: () => void }
}

interface BarRowsProps {
  caption: string
  /** The first is of the names, the last of the money. */
  columns: Array<{ name: string; wideOnly?: boolean }>
  look: 'money' | 'traffic'
  rows: BarRow[]
  /** More than `rows`, when the rest is fetched only on demand: by `showAll`. */
  total?: number
  showAll?: () => void
}

export function BarRows({ caption, columns, look, rows, total = rows.length, showAll }: BarRowsProps) {
  const [all, setAll] = useState(false)
  const toggle = () => {
    setAll(!all)
    showAll?.()
  }
  return (
    <>
      <table className={look === 'money' ? 'rows money-rows' : 'rows'}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={column.wideOnly ? 'wide-only' : undefined}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(all ? rows : rows.slice(0, ROWS)).map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <span className="row-bar" style={{ width: `${Math.max(0, Math.min(1, row.bar || 0)) * 100}%` }} />
                <RowName {...row} />
              </th>
              {row.cells.map((cell, index) => (
                <td
                  key={columns[index + 1]?.name}
                  className={
                    index === row.cells.length - 1
                      ? 'row-money'
                      : columns[index + 1]?.wideOnly
                        ? 'wide-only'
                        : undefined
                  }
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {total > ROWS && (
        <button type="button" className="link-button more" aria-expanded={all} onClick={toggle}>
          {all ? 'Show fewer' : `Show all ${formatCount(total)}`}
        </button>
      )}
    </>
  )
}

function RowName({ name, nameless, imported, choice }: BarRow) {
  const text = (
    <>
      {name}
      {imported && <small className="pill imported">imported</small>}
    </>
  )
  const look = nameless ? 'row-name nameless' : 'row-name'
  if (choice === undefined)
    return (
      <span className={look} title={name}>
        {text}
      </span>
    )
  return (
    <button
      type="button"
      className={`${look} row-choice`}
      aria-pressed={choice.chosen}
      title={choice.title}
      onClick={choice.toggle}
    >
      {text}
    </button>
  )
}
