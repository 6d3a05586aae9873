// How well a site is connected to Stripe: what its key may do, and what a webhook for it would be.
import { z } from 'zod'
import { modeSchema } from './ids.ts'

export const permissionStateSchema = z
  .enum(['ok', 'missing', 'unknown'])
  .meta({ id: 'PermissionState', description: '`unknown`: Stripe gave no clear answer about this one.' })
export type PermissionState = z.infer<typeof permissionStateSchema>

export const keyPermissionSchema = z
  .object({
    permission: z.string().describe('Stripe’s own name, as in `rak_charge_read`.'),
    title: z.string().describe('How the row is called on Stripe’s page for keys.'),
    reads: z.string().describe('What Farthing does with it.'),
    cost: z.string().describe('What the owner does not get without it.'),
    state: permissionStateSchema,
  })
  .meta({ id: 'KeyPermission' })
export type KeyPermission = z.infer<typeof keyPermissionSchema>

export const keyCheckSchema = z
  .object({
    at: z.int(),
    state: z
      .enum(['checked', 'unchecked'])
      .describe('`unchecked`: Stripe could not be reached; the key is stored all the same.'),
    account: z.string().nullable().describe('`acct_…`, where Stripe tells it to this key.'),
    problem: z.string().nullable().describe('Why it is unchecked.'),
    permissions: z.array(keyPermissionSchema),
  })
  .meta({ id: 'KeyCheck' })
export type KeyCheck = z.infer<typeof keyCheckSchema>

/** `POST /api/sites/:id/stripe/webhook`. Absent: the address by which the owner reached the collector. */
export const newWebhookSchema = z.object({
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
})
export type NewWebhook = z.infer<typeof newWebhookSchema>

export const webhookCreatedSchema = z
  .object({ done: z.enum(['created', 'replaced', 'kept']), id: z.string(), url: z.string() })
  .meta({
    id: 'WebhookCreated',
    description:
      'Its answer. `replaced`: one with this address was there, and its secret known to nobody. `kept`: one was there and works; events that it lacked were added.',
  })
export type WebhookCreated = z.infer<typeof webhookCreatedSchema>

export const webhookOfferSchema = z
  .object({
    canCreate: z.boolean(),
    why: z.string().nullable().describe('A sentence, when it cannot.'),
    events: z.array(z.string()).describe('What an endpoint made by hand should send.'),
    apiVersion: z.string(),
  })
  .meta({
    id: 'WebhookOffer',
    description: 'Whether the collector can create the endpoint itself, and what to do by hand when it cannot.',
  })
export type WebhookOffer = z.infer<typeof webhookOfferSchema>

/** `GET /api/sites/:id/stripe/deliveries?before=`: what came from Stripe by any door, newest first. */
export const deliveriesQuerySchema = z.object({
  before: z
    .string()
    .regex(/^\d{1,16}:.{1,300}$/s, 'what an earlier answer gave as nextBefore')
    .optional(),
})

export const deliveryRowSchema = z
  .object({
    id: z.string(),
    shape: z.string().describe('The same event may come in two shapes: only the three together name a delivery.'),
    connection: z.string(),
    door: z.enum(['webhook', 'return', 'poll', 'api']),
    mode: modeSchema,
    type: z.string(),
    receivedAt: z.int(),
    handledAt: z.int().nullable().describe('Null: still to be worked off.'),
    attempts: z.int(),
    outcome: z.string().nullable().describe('What happened: a sentence. Null: nothing yet.'),
  })
  .meta({ id: 'DeliveryRow' })
export type DeliveryRow = z.infer<typeof deliveryRowSchema>
export const deliveriesAnswerSchema = z
  .object({ deliveries: z.array(deliveryRowSchema), nextBefore: z.string().nullable() })
  .meta({ id: 'DeliveriesAnswer' })
export type DeliveriesAnswer = z.infer<typeof deliveriesAnswerSchema>

/** `POST /api/sites/:id/stripe/deliveries/replay`: works a delivery off once more. Nothing is counted twice by it. */
export const replayDeliverySchema = z.strictObject({
  id: z.string().max(300),
  shape: z.string().max(300),
  connection: z.string().max(300),
})
export type ReplayDelivery = z.infer<typeof replayDeliverySchema>
