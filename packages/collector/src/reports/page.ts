// A part of a report's rows, and where the next part begins.

/** A report before a part of it is chosen. */
export type Whole<Report> = Omit<Report, 'total' | 'nextOffset'>

interface Part {
  limit: number
  offset: number
}

/** What has no rows is given as it is. */
export function pageOf(report: object, { limit, offset }: Part): object {
  const rows: unknown = Reflect.get(report, 'rows')
  if (!Array.isArray(rows)) return report
  const end = offset + limit
  return {
    ...report,
    rows: rows.slice(offset, end),
    total: rows.length,
    nextOffset: end < rows.length ? end : null,
  }
}
