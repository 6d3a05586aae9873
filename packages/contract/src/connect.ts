// Ties a Stripe customer to the site's own identifier of a person.
import { z } from 'zod'

/** `POST /api/stripe/connect` with `Authorization: Bearer …`, before or after the payments. The same pair again changes nothing. */
export const connectSchema = z.strictObject({
  customid: z.string().min(1).max(200),
  customerid: z.string().regex(/^cus_[A-Za-z0-9_]{1,250}$/, 'a Stripe customer looks like cus_…'),
  /** Without it a customer that is tied to another customid is a conflict (409). */
  replace: z.boolean().default(false),
})
export type ConnectRequest = z.input<typeof connectSchema>

export const connectAnswerSchema = z
  .object({
    connected: z.enum(['new', 'seen', 'replaced']).describe('`seen`: they were tied together before.'),
    payments: z.int().describe('Payments of the customer that are looked at again because of it.'),
  })
  .meta({ id: 'ConnectAnswer' })
export type ConnectAnswer = z.infer<typeof connectAnswerSchema>
