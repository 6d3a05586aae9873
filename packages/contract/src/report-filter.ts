// By what visits and money are told apart and chosen, and how a query writes that down.
import { z } from 'zod'

/** Each is a report of its own, and may be filtered by. */
export const breakdownSchema = z
  .enum([
    ...(['channels', 'sources', 'mediums', 'campaigns', 'terms', 'contents', 'click-ids', 'referrers'] as const),
    ...(['hosts', 'pages', 'entry-pages', 'exit-pages', 'countries', 'regions', 'cities'] as const),
    ...(['browsers', 'systems', 'devices', 'languages'] as const),
    ...(['currencies', 'purposes', 'products', 'prices', 'plans'] as const),
  ])
  .meta({ id: 'Breakdown' })
export type Breakdown = z.infer<typeof breakdownSchema>

/** A property of custom events by its name: `props/plan`, as the report's address has it. */
export type PropDimension = `props/${string}`
/** The side of a split test that the visit landed with, by the test's name: `variants/price`. */
export type VariantDimension = `variants/${string}`
export type Dimension = Breakdown | PropDimension | VariantDimension

export const isProp = (dimension: Dimension): dimension is PropDimension => dimension.startsWith('props/')
export const isVariant = (dimension: Dimension): dimension is VariantDimension => dimension.startsWith('variants/')

export const filterOperatorSchema = z.enum(['is', 'is_not', 'contains', 'contains_not'])
export type FilterOperator = z.infer<typeof filterOperatorSchema>

export interface Filter {
  dimension: Dimension
  operator: FilterOperator
  /** One of them is enough. Null: none, as in "no campaign". */
  values: Array<string | null>
}

const howToFilter =
  'a filter looks like channels:is:Email|Direct, props/plan:is:pro or variants/price:is:high: a dimension, is, is_not, contains or contains_not, and values with %-escapes'

/** `dimension:operator:value|value`, each value as `encodeURIComponent` writes it; an empty one is "none". */
export const filterSchema = z.string().transform((text, context): Filter => {
  const [named = '', operator, values, ...rest] = text.split(':')
  const dimension = dimensionNamed(named)
  const parsed = filterOperatorSchema.safeParse(operator)
  const decoded = values === undefined ? null : decodeAll(values.split('|'))
  if (dimension && parsed.success && decoded && rest.length === 0)
    return { dimension, operator: parsed.data, values: decoded.map((value) => (value === '' ? null : value)) }
  context.addIssue({ code: 'custom', message: howToFilter })
  return z.NEVER
})

export const writeFilter = ({ dimension, operator, values }: Filter): string =>
  `${writeDimension(dimension)}:${operator}:${values.map((value) => encodeURIComponent(value ?? '')).join('|')}`

/** As the address of its report has it. */
export const writeDimension = (dimension: Dimension): string =>
  dimension.replace(
    /^(props|variants)\/(.+)$/s,
    (_, kind: string, name: string) => `${kind}/${encodeURIComponent(name)}`,
  )

function dimensionNamed(text: string): Dimension | null {
  const [, kind, name] = /^(props|variants)\/(.+)$/s.exec(text) ?? []
  if (name !== undefined) {
    const [decoded] = decodeAll([name]) ?? []
    if (decoded === undefined) return null
    return kind === 'props' ? `props/${decoded}` : `variants/${decoded}`
  }
  const parsed = breakdownSchema.safeParse(text)
  return parsed.success ? parsed.data : null
}

/** What a visit does to convert. */
export type Goal =
  | { kind: 'payment' }
  | { kind: 'product'; product: string }
  | { kind: 'event'; name: string }
  | { kind: 'page'; page: string }

/** `payment`, `payment:prod_…`, `event:Name` or `page:/path`. */
export const goalSchema = z.string().transform((text, context): Goal => {
  const [, kind, value] = /^(payment|event|page)(?::(.+))?$/s.exec(text) ?? []
  if (kind === 'payment') return value === undefined ? { kind } : { kind: 'product', product: value }
  if (kind === 'event' && value !== undefined) return { kind, name: value }
  if (kind === 'page' && value !== undefined) return { kind, page: value }
  context.addIssue({ code: 'custom', message: 'a goal is payment, payment:prod_…, event:Name or page:/path' })
  return z.NEVER
})

export function writeGoal(goal: Goal): string {
  if (goal.kind === 'payment') return 'payment'
  if (goal.kind === 'product') return `payment:${goal.product}`
  return goal.kind === 'event' ? `event:${goal.name}` : `page:${goal.page}`
}

function decodeAll(values: string[]): string[] | null {
  try {
    return values.map(decodeURIComponent)
  } catch {
    return null
  }
}
