// A table for a terminal: every column as wide as its widest cell.

/** The first `left` columns are text, the others are figures and end together. */
export function aligned(rows: readonly (readonly string[])[], left = 0): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return rows.map((row) =>
    row
      .map((cell, column) => (column < left ? cell.padEnd(width(column)) : cell.padStart(width(column))))
      .join('  ')
      .trimEnd(),
  )
}
