// Rows as a table for spreadsheets: written so that no program takes a name for a formula.
type Cell = string | number | null

export function toCsv(columns: string[], rows: Cell[][]): string {
  return `${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** NaN is an amount that the reader may not see. */
function cell(value: Cell): string {
  if (value === null || Number.isNaN(value)) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
