// Decides of which pages nothing is said: patterns on the path, and on path and fragment where fragments are routes.

/** `*` is anything within one step of the path, `**` anything at all. */
const patternOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split(/(\*\*?)/)
      .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')))
      .join('')}$`,
  )

/** A pattern without `#` says nothing about fragments. */
export const isExcluded = (url: string, patterns: readonly string[]): boolean => {
  const { pathname, hash } = new URL(url)
  return patterns.some((pattern) => patternOf(pattern).test(pattern.includes('#') ? pathname + hash : pathname))
}
