// The scalar values of a form-encoded body, where everything arrives as text, and how a wrong one is reported. Pure.
import { z } from 'zod'
import { invalid, type StripeRefusal } from '../stripe-error.ts'

export const text = z.string().max(5000)
export const integer = z
  .string()
  .regex(/^-?\d{1,12}$/, 'Invalid integer')
  .transform(Number)
export const decimal = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,12})?$/, 'Invalid decimal')
  .transform(Number)
export const flag = z.enum(['false', 'true']).transform((value) => value === 'true')
export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/, 'Invalid currency')
  .transform((code) => code.toLowerCase())
const label = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[^[\]]+$/, 'Metadata keys may not have square brackets')
const pairs = z
  .record(label, z.string().max(500))
  .refine((all) => Object.keys(all).length <= 50, 'Metadata takes up to 50 keys')
/** An empty value removes its key; `metadata=''` removes all. */
export const metadata = z.union([pairs, z.literal('').transform(() => 'clear' as const)])
export type MetadataParam = z.infer<typeof metadata>
export const url = z.url({ protocol: /^https?$/ })

/** Created, period and expiry filters take a moment or a range. */
export const range = z.union([
  integer,
  z.strictObject({ gt: integer.optional(), gte: integer.optional(), lt: integer.optional(), lte: integer.optional() }),
])
export type Range = z.infer<typeof range>

export function inRange(moment: number, wanted: Range | undefined): boolean {
  if (wanted === undefined) return true
  if (typeof wanted === 'number') return moment === wanted
  const { gt, gte, lt, lte } = wanted
  return (
    (gt === undefined || moment > gt) &&
    (gte === undefined || moment >= gte) &&
    (lt === undefined || moment < lt) &&
    (lte === undefined || moment <= lte)
  )
}

export function mergeMetadata(old: Record<string, string>, change: MetadataParam | undefined): Record<string, string> {
  if (change === undefined) return old
  if (change === 'clear') return {}
  return Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== ''))
}

/** `line_items[0][price]`, as Stripe names a parameter. */
const nameOf = (path: readonly PropertyKey[]) =>
  path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join('')

export function parseParams<S extends z.ZodType>(schema: S, raw: unknown): z.infer<S> {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  throw refusalOf(parsed.error.issues[0], raw)
}

function refusalOf(issue: z.core.$ZodIssue | undefined, raw: unknown): StripeRefusal {
  if (issue === undefined) return invalid('Invalid request.')
  const param = nameOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const unknown = nameOf([...issue.path, issue.keys[0] ?? ''])
    return invalid(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown')
  }
  const given = issue.path.reduce<unknown>((at, key) => (isRecord(at) ? at[String(key)] : undefined), raw)
  if (given === undefined) return invalid(`Missing required param: ${param}.`, param, 'parameter_missing')
  return invalid(`Invalid ${param}: ${issue.message}`, param, codeOf(issue))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const codeOf = (issue: z.core.$ZodIssue) =>
  issue.message === 'Invalid integer' ? 'parameter_invalid_integer' : undefined
