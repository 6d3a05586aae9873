// How well a site is connected to Stripe: what its key may do, and what a webhook for it would be.
import { z } from 'zod'
import type { Mode } from './ids.ts'

/** `unknown`: Stripe gave no clear answer about this one. */
export type PermissionState = 'ok' | 'missing' | 'unknown'

export interface KeyPermission {
  /** Stripe's own name, as in `rak_charge_read`. */
  permission: string
  /** How the row is called on Stripe's page for keys. */
  title: string
  /** What Farthing does with it. */
  reads: string
  /** What the owner does not get without it. */
  cost: string
  state: PermissionState
}

export interface KeyCheck {
  at: number
  /** `unchecked`: Stripe could not be reached; the key is stored all the same. */
  state: 'checked' | 'unchecked'
  /** `acct_…`, where Stripe tells it to this key. */
  account: string | null
  /** Why it is unchecked. */
  problem: string | null
  permissions: KeyPermission[]
}

/** `POST /api/sites/:id/stripe/webhook`. Absent: the address by which the owner reached the collector. */
export const newWebhookSchema = z.object({
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
})
export type NewWebhook = z.infer<typeof newWebhookSchema>

/**
 * Its answer. `replaced`: one with this address was there, and its secret known to nobody.
 * `kept`: one was there and works; events that it lacked were added.
 */
export interface WebhookCreated {
  done: 'created' | 'replaced' | 'kept'
  id: string
  url: string
}

/** Whether the collector can create the endpoint itself, and what to do by hand when it cannot. */
export interface WebhookOffer {
  canCreate: boolean
  /** A sentence, when it cannot. */
  why: string | null
  /** What an endpoint made by hand should send. */
  events: string[]
  apiVersion: string
}

/** `GET /api/sites/:id/stripe/deliveries?before=`: what came from Stripe by any door, newest first. */
export const deliveriesQuerySchema = z.object({
  before: z
    .string()
    .regex(/^\d{1,16}:.{1,300}$/s, 'what an earlier answer gave as nextBefore')
    .optional(),
})

export interface DeliveryRow {
  id: string
  /** The same event may come in two shapes: only the three together name a delivery. */
  shape: string
  connection: string
  door: 'webhook' | 'return' | 'poll' | 'api'
  mode: Mode
  type: string
  receivedAt: number
  /** Null: still to be worked off. */
  handledAt: number | null
  attempts: number
  /** What happened: a sentence. Null: nothing yet. */
  outcome: string | null
}
export interface DeliveriesAnswer {
  deliveries: DeliveryRow[]
  nextBefore: string | null
}

/** `POST /api/sites/:id/stripe/deliveries/replay`: works a delivery off once more. Nothing is counted twice by it. */
export const replayDeliverySchema = z.strictObject({
  id: z.string().max(300),
  shape: z.string().max(300),
  connection: z.string().max(300),
})
export type ReplayDelivery = z.infer<typeof replayDeliverySchema>
