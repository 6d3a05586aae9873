// URLs that were read lately: the pages of a site come again and again, and to read one takes as long as all else about a view.

/** What is asked of it, as plain text: a `URL` computes each part anew. */
export interface ReadUrl {
  readonly host: string
  readonly hostname: string
  readonly pathname: string
  /** With its question mark; empty when there is none. */
  readonly search: string
}

const MOST = 5_000
const known = new Map<string, ReadUrl | null>()

/** Null: it is none. */
export function readUrl(text: string): ReadUrl | null {
  const found = known.get(text)
  if (found !== undefined) return found
  if (known.size >= MOST) known.clear()
  const url = URL.parse(text)
  const read = url && { host: url.host, hostname: url.hostname, pathname: url.pathname, search: url.search }
  known.set(text, read)
  return read
}
