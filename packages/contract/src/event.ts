// What the browser says to `POST /api/event`, and what it is answered.
import { z } from 'zod'
import { siteIdSchema, viewIdSchema } from './ids.ts'

const DAY_MS = 86_400_000
const LONGEST_URL = 4096

/** What a browser measured too large, or with a fraction, is still a measurement: nothing is lost over it. */
const clamped = (most: number) => z.number().transform((value) => Math.min(most, Math.max(0, Math.trunc(value))))
const cut = z.string().transform((text) => text.slice(0, LONGEST_URL))

const common = {
  site: siteIdSchema,
  viewId: viewIdSchema,
  /** Milliseconds since the thing happened, when the message was sent late (a retry). The collector stamps the time. At most a day counts. */
  age: clamped(DAY_MS).optional(),
}

/** One page view. Sending it again (a retry) changes nothing: `viewId` is its key. */
export const viewMessageSchema = z.object({
  ...common,
  type: z.literal('view'),
  /** The full URL without the Stripe session parameter. */
  url: cut.pipe(z.url({ protocol: /^https?$/ })),
  /** `document.referrer` on the first view, the previous URL on later ones of a single page application. */
  referrer: cut.optional(),
  /** The value of `?stripe_session_id=`: a pointer, fetched from Stripe before it is believed. */
  stripeSessionId: z.string().max(300).optional(),
  /** `navigator.webdriver`: the collector decides what to do with it. */
  automated: z.boolean().optional(),
  /**
   * The browser's `Date.now()` when the page was viewed. It only ever orders one visitor's views that arrive within seconds of each
   * other: the collector stamps the time, and a clock that is wrong does no harm.
   */
  clock: z
    .number()
    .transform((ms) => Math.trunc(ms) || 0)
    .optional(),
  /** Consented mode only: an id that is kept in the visitor's browser. It takes the place of the day's visitor hash. */
  storedVisitorId: viewIdSchema.optional(),
})

/** Time and depth of one view, cumulative: the largest wins, so order and repetition do not matter. */
export const engagementMessageSchema = z.object({
  ...common,
  type: z.literal('engagement'),
  /** Visible milliseconds so far. At most a day counts. */
  engagedMs: clamped(DAY_MS),
  /** Deepest scroll so far, in percent of the page. */
  scrollDepth: clamped(100).optional(),
})

const currencySchema = z.string().regex(/^[A-Za-z]{3}$/, 'a currency is three letters')

/** A custom event. `eventId` is its key. */
export const eventMessageSchema = z.object({
  ...common,
  type: z.literal('event'),
  eventId: viewIdSchema,
  name: z.string().min(1).max(120),
  url: cut.optional(),
  props: z.record(z.string().max(120), z.union([z.string().max(500), z.number(), z.boolean()])).optional(),
  /** The client-side e-commerce figure in minor units; never added to Stripe revenue. */
  revenue: z.object({ amount: z.number().int(), currency: currencySchema }).optional(),
})

/** Links this visit to a person. The email is hashed by the collector before it is stored. */
export const identifyMessageSchema = z.object({
  ...common,
  type: z.literal('identify'),
  email: z.string().max(320).optional(),
  customId: z.string().min(1).max(200).optional(),
  /** Of the site's server: HMAC-SHA-256 in hex over `email`, a line feed and `customId`, under the site's identity secret. */
  signature: z.string().max(200).optional(),
})

export const messageSchema = z.discriminatedUnion('type', [
  viewMessageSchema,
  engagementMessageSchema,
  eventMessageSchema,
  identifyMessageSchema,
])

export type ViewMessage = z.infer<typeof viewMessageSchema>
export type EngagementMessage = z.infer<typeof engagementMessageSchema>
export type EventMessage = z.infer<typeof eventMessageSchema>
export type IdentifyMessage = z.infer<typeof identifyMessageSchema>
export type Message = z.infer<typeof messageSchema>

export const eventAnswerSchema = z
  .object({
    visitorId: z.string().nullable(),
    sessionId: z.string().nullable(),
    variants: z.record(z.string(), z.string()).describe('Side of each running split test, by the test’s name.'),
    stripeSession: z
      .object({ status: z.enum(['pending', 'known', 'ignored']), reason: z.string().exactOptional() })
      .exactOptional()
      .describe(
        'Only when the view brought a Stripe session id: what becomes of it. `ignored` carries a sentence that says why.',
      ),
  })
  .meta({ id: 'EventAnswer', description: 'Answer with status 200: committed.' })
export type EventAnswer = z.infer<typeof eventAnswerSchema>

export const ignoreReasonSchema = z
  .enum([
    ...(['bot', 'automated', 'datacentre', 'unknown_host', 'ignored_address', 'ignored_path'] as const),
    ...(['opted_out', 'unsupported', 'unsigned'] as const),
  ])
  .meta({
    id: 'IgnoreReason',
    description:
      'Answer with status 202 and the header `x-ignored`: understood, deliberately not counted. Same shape, so that the script needs no second path.',
  })
export type IgnoreReason = z.infer<typeof ignoreReasonSchema>
