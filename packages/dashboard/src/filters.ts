// Which part of the visits is shown: filters as the collector reads them, added, taken away and switched.
import type { Dimension, Filter, FilterOperator, PropDimension, VariantDimension } from '@farthing/contract'
import { isDimension } from './report-words.ts'

export const operators = ['is', 'is_not', 'contains', 'contains_not'] as const satisfies readonly FilterOperator[]

/** The same writing as the contract's, whose schema library is not worth its bytes here; a test holds them together. */
export const writeFilter = ({ dimension, operator, values }: Filter): string =>
  `${writeDimension(dimension)}:${operator}:${values.map((value) => encodeURIComponent(value ?? '')).join('|')}`

export const isProp = (dimension: string): dimension is PropDimension => /^props\/./s.test(dimension)

const isVariant = (dimension: string): dimension is VariantDimension => /^variants\/./s.test(dimension)

/** As the report's address has it. */
export function writeDimension(dimension: string): string {
  if (!isProp(dimension) && !isVariant(dimension)) return dimension
  const [kind, name] = halves(dimension)
  return `${kind}/${encodeURIComponent(name)}`
}

export function readDimension(text: string): Dimension | null {
  if (!isProp(text) && !isVariant(text)) return isDimension(text) ? text : null
  const [kind, written] = halves(text)
  const [name] = decodeAll([written]) ?? []
  if (name === undefined) return null
  return kind === 'props' ? `props/${name}` : `variants/${name}`
}

function halves(dimension: string): [kind: string, name: string] {
  const at = dimension.indexOf('/')
  return [dimension.slice(0, at), dimension.slice(at + 1)]
}

export function readFilter(text: string): Filter | null {
  const [named = '', name, values, ...rest] = text.split(':')
  const operator = operators.find((one) => one === name)
  const dimension = readDimension(named)
  if (dimension === null || operator === undefined || values === undefined || rest.length > 0) return null
  const decoded = decodeAll(values.split('|'))
  return decoded && { dimension, operator, values: decoded.map((value) => (value === '' ? null : value)) }
}

function decodeAll(values: string[]): string[] | null {
  try {
    return values.map(decodeURIComponent)
  } catch {
    return null
  }
}

/** A second value of the same question widens it: "is Email or Direct". */
export function addFilter(filters: Filter[], added: Filter): Filter[] {
  const same = (one: Filter) => one.dimension === added.dimension && one.operator === added.operator
  if (!filters.some(same)) return [...filters, added]
  return filters.map((one) => (same(one) ? { ...one, values: [...new Set([...one.values, ...added.values])] } : one))
}

export const isOnly = (filters: Filter[], dimension: Dimension, value: string | null): boolean =>
  filters.some((one) => isThis(one, dimension, value))

/** A click on a row shows that row alone; a click on the only one shows all again. */
export function clickRow(filters: Filter[], dimension: Dimension, value: string | null): Filter[] {
  const others = filters.filter((one) => one.dimension !== dimension || one.operator !== 'is')
  return isOnly(filters, dimension, value) ? others : [...others, { dimension, operator: 'is', values: [value] }]
}

const isThis = (filter: Filter, dimension: Dimension, value: string | null) =>
  filter.dimension === dimension && filter.operator === 'is' && filter.values.length === 1 && filter.values[0] === value
