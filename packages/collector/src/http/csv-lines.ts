// Lines of a table for spreadsheets, in which no name is a formula.
import { stringify } from 'csv-stringify/sync'

export const csvHead = (columns: readonly string[]): string => stringify([[...columns]])

/** `lines` have the columns by name, or their cells in order. */
export const csvLines = (lines: readonly object[], columns?: readonly string[]): string =>
  stringify([...lines], { ...(columns ? { columns: [...columns] } : {}), escape_formulas: true })
