// Adaptive Pricing: until basil an object was in the money that the customer saw, since then it is in the merchant's. Pure.
import type { Presentment } from '../world/model.ts'

/** The part of the shown sum that belongs to a part of the merchant's sum. */
export const presented = (value: number, whole: number, { amount }: Presentment): number =>
  whole === 0 ? 0 : Math.round((value * amount) / whole)

type Amounts<K extends string> = Record<K, number> & { currency: string }

/** The same record with these amounts in the customer's money, and without `presentment_details`. */
export function inPresentment<K extends string, T extends Amounts<K> & { presentment_details?: unknown }>(
  record: T,
  whole: number,
  presentment: Presentment,
  fields: readonly K[],
): Omit<T, 'presentment_details'> {
  const { presentment_details: _later, ...rest } = record
  const amounts = Object.fromEntries(fields.map((field) => [field, presented(record[field], whole, presentment)]))
  return { ...rest, ...amounts, currency: presentment.currency }
}
