// Which strings are ids: one schema per id that crosses a wire.
import { z } from 'zod'

/** 128 random bits made in the browser; the alphabet is what Stripe accepts in `client_reference_id`. */
export const viewIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, 'a viewId has 16 to 64 characters of A-Z a-z 0-9 _ -')
export const siteIdSchema = z.string().regex(/^site_[A-Za-z0-9]{8,32}$/, 'a site id looks like site_…')
/** Only the shape: whether Stripe knows the session is Stripe's to say. */
export const checkoutSessionIdSchema = z
  .string()
  .regex(/^cs_(test|live)_[A-Za-z0-9]{8,250}$/, 'a Checkout Session id looks like cs_live_… or cs_test_…')

export const modeSchema = z.enum(['live', 'test']).meta({ id: 'Mode' })
/** Of every payment and account. Reports show one mode at a time. */
export type Mode = z.infer<typeof modeSchema>
