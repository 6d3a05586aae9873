// How nested parameters are written into an address, in Stripe's way: `created[gte]=1&expand[]=customer`.
export type Params = { readonly [name: string]: Param | undefined }
type Param = string | number | boolean | readonly string[] | Params

export function queryString(params: Params): string {
  const pairs = Object.entries(params).flatMap(([name, value]) => pairsOf(name, value))
  return pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')}`
}

function pairsOf(name: string, value: Param | undefined): [string, string][] {
  if (value === undefined) return []
  if (typeof value !== 'object') return [[name, String(value)]]
  if (isList(value)) return value.map((one) => [`${name}[]`, one])
  return Object.entries(value).flatMap(([key, inner]) => pairsOf(`${name}[${key}]`, inner))
}

const isList = (value: readonly string[] | Params): value is readonly string[] => Array.isArray(value)
