// One purchase or reversal as a scenario: what it is for, what may be chosen, and its steps in order of time.
import { z } from 'zod'
import type { Draft } from '../../world/draft.ts'
import type { View } from '../../world/partition.ts'

export interface Scene {
  /** As it is now. */
  readonly view: View
  /** One step: it is committed, and its events are told, before the next begins. */
  act<T>(flow: (draft: Draft) => T): T
  /** A step on a connected account. */
  on<T>(account: string, flow: (draft: Draft) => T): T
  /** A new connected account. */
  connect(): string
  /** The platform's own account. */
  readonly account: string
  /** Lets the time pass that was asked for. */
  pause(): void
}

export interface Scenario<S extends z.ZodObject> {
  does: string
  options: S
  play(scene: Scene, given: unknown): void
}

export const scenario = <S extends z.ZodObject>(
  does: string,
  options: S,
  play: (scene: Scene, options: z.output<S>) => void,
): Scenario<S> => ({ does, options, play: (scene, given) => play(scene, options.parse(given)) })

/** What every scenario takes; the rest decides what is bought. */
export const staging = {
  /** Seconds that pass at each step that takes time in life. */
  pace_s: z.int().min(0).max(31_536_000).default(0),
  live: z.boolean().default(false),
  order_reference: z.enum(['absent', 'cut', 'full']).optional(),
}

const text = z.string().max(500)
export const labels = z.record(z.string(), text)

/** Who buys what. `metadata` is put on what the merchant makes himself: a session, an intent, an invoice. */
export const purchase = {
  ...staging,
  amount: z.int().min(1).default(4900),
  currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .default('eur'),
  product: text.default('Farthing mug'),
  metadata: labels.default({}),
  /** An existing customer; else one is made where one is needed. */
  customer: z.string().optional(),
  email: z.email().default('buyer@example.com'),
}

export const atCheckout = {
  ...purchase,
  client_reference_id: z.string().max(200).optional(),
  intent_metadata: labels.default({}),
}

/** What is reversed or changed: any id that leads to it; without one, something is bought first. */
export const afterwards = { ...purchase, of: z.string().optional() }

export const interval = z.enum(['day', 'month', 'week', 'year']).default('month')
