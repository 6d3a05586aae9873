// What the browser script of a site is told before its first request, when it is fetched as `/f.js?site=…`.
import { z } from 'zod'

const parameterSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'a parameter has letters, digits, _ and -')
const paymentHostSchema = z
  .string()
  .regex(/^[a-z0-9.-]{1,253}(:\d{1,5})?$/, 'a host looks like pay.shop.example or localhost:4243')

/** `PUT /api/sites/:id/script` takes these, `GET` answers them. What is absent is as without settings. */
export const scriptSettingsSchema = z.strictObject({
  /** Further names of the parameter in which the Checkout Session id comes back. */
  sessionParam: z.array(parameterSchema).max(10).optional(),
  /** The site's own hosts with Payment Links. */
  paymentHosts: z.array(paymentHostSchema).max(20).optional(),
  /** Browsers with these signals are not measured. */
  respect: z
    .array(z.enum(['globalPrivacyControl', 'doNotTrack']))
    .max(2)
    .optional(),
  /** The fragment is part of the path. */
  hash: z.boolean().optional(),
  /** Payment Links get the visitor's UTM parameters. */
  passUtm: z.boolean().optional(),
})
export type ScriptSettings = z.infer<typeof scriptSettingsSchema>
