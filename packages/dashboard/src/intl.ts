// Formatters of the reader's locale, each made once: to make one takes a hundred times as long as to use it.
const numbers = new Map<string, Intl.NumberFormat>()
const dates = new Map<string, Intl.DateTimeFormat>()

const names = new Map<string, Intl.DisplayNames>()

const keyOf = (locale: string | undefined, options: object) => `${locale ?? ''} ${JSON.stringify(options)}`

export function numberFormat(locale: string | undefined, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = keyOf(locale, options)
  const made = numbers.get(key) ?? new Intl.NumberFormat(locale, options)
  numbers.set(key, made)
  return made
}

export function dateFormat(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = keyOf(locale, options)
  const made = dates.get(key) ?? new Intl.DateTimeFormat(locale, options)
  dates.set(key, made)
  return made
}

export function displayNames(locale: string | undefined, type: Intl.DisplayNamesType): Intl.DisplayNames {
  const key = keyOf(locale, { type })
  const made = names.get(key) ?? new Intl.DisplayNames(locale ?? [], { type })
  names.set(key, made)
  return made
}
