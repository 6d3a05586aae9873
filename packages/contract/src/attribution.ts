// How the credit for a payment is given to the visits before it.
import { z } from 'zod'

export const attributionModelSchema = z
  .enum(['first', 'last', 'last_non_direct', 'linear', 'position_based', 'time_decay'])
  .meta({ id: 'AttributionModel' })
/**
 * `last_non_direct` is the default; `position_based` gives 40 % to the first visit, 40 % to the last and 20 % to those between;
 * with `time_decay` a visit is worth half as much for every seven days that it lies before the last one.
 */
export type AttributionModel = z.infer<typeof attributionModelSchema>

export const defaultAttributionModel: AttributionModel = 'last_non_direct'

/** Minor units; signed like the money. */
export const creditsSchema = z.record(attributionModelSchema, z.int()).meta({ id: 'Credits' })
export type Credits = z.infer<typeof creditsSchema>
