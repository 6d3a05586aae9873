// Which requests and deliveries go wrong, how often and for how long. Pure but for the counting down.
import { z } from 'zod'

const apiFaultKinds = ['outage', 'rate_limit', 'server_error', 'unavailable'] as const
const webhookFaultKinds = ['delay', 'drop', 'duplicate', 'reorder'] as const

const limits = {
  /** How many times it strikes; without it, for as long as it stands. */
  count: z.int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
  /** Milliseconds from now on the sandbox's clock. */
  for_ms: z.int().positive().optional(),
}

export const apiFault = z.strictObject({
  ...limits,
  kind: z.enum(apiFaultKinds),
  /** Only paths that begin so, such as `/v1/checkout`. */
  path: z.string().optional(),
  /** `after` does the work and then loses the answer. */
  when: z.enum(['after', 'before']).optional(),
})

export const webhookFault = z.strictObject({
  ...limits,
  kind: z.enum(webhookFaultKinds),
  types: z.array(z.string()).optional(),
  delay_ms: z.int().positive().max(86_400_000).optional(),
  /** How many extra copies a duplicate makes. */
  copies: z.int().positive().max(100).optional(),
})

export const faultSchema = z.discriminatedUnion('kind', [
  apiFault.extend({ kind: z.literal('outage') }),
  apiFault.extend({ kind: z.literal('rate_limit') }),
  apiFault.extend({ kind: z.literal('server_error') }),
  apiFault.extend({ kind: z.literal('unavailable') }),
  webhookFault.extend({ kind: z.literal('delay') }),
  webhookFault.extend({ kind: z.literal('drop') }),
  webhookFault.extend({ kind: z.literal('duplicate') }),
  webhookFault.extend({ kind: z.literal('reorder') }),
])

export type ApiFault = z.infer<typeof apiFault>
export type WebhookFault = z.infer<typeof webhookFault>
export type Fault = z.infer<typeof faultSchema>

export type Standing<F = Fault> = F & { id: string; until: number | null; left: number | null; struck: number }

export interface Faults {
  add(fault: Fault): Standing
  list(): Standing[]
  remove(id: string): boolean
  clear(): void
  /** The first standing fault that hits this request, counted. */
  strikeApi(path: string): Standing<ApiFault> | undefined
  /** Several faults may hit one delivery. */
  strikeWebhook(kind: WebhookFault['kind'], type: string): Standing<WebhookFault> | undefined
}

const isApi = (fault: Standing): fault is Standing<Extract<Fault, ApiFault>> =>
  apiFaultKinds.some((kind) => kind === fault.kind)

export function createFaults(now: () => number, random: () => number): Faults {
  let standing: Standing[] = []
  let made = 0
  const stands = (fault: Standing) => fault.left !== 0 && (fault.until === null || now() < fault.until)
  const strikes = (fault: Standing) => {
    if (!stands(fault) || (fault.probability !== undefined && random() >= fault.probability)) return false
    fault.struck += 1
    if (fault.left !== null) fault.left -= 1
    return true
  }
  return {
    add: (fault) => {
      made += 1
      const until = fault.for_ms === undefined ? null : now() + fault.for_ms
      const added: Standing = { ...fault, id: `fault_${made}`, until, left: fault.count ?? null, struck: 0 }
      standing.push(added)
      return added
    },
    list: () => standing.map((fault) => ({ ...fault })),
    remove: (id) => {
      const before = standing.length
      standing = standing.filter((fault) => fault.id !== id)
      return standing.length < before
    },
    clear: () => {
      standing = []
    },
    strikeApi: (path) => {
      const hits = standing.filter(isApi).filter((fault) => path.startsWith(fault.path ?? ''))
      return hits.find(strikes)
    },
    strikeWebhook: (kind, type) => {
      for (const fault of standing) {
        if (isApi(fault) || fault.kind !== kind) continue
        if ((fault.types?.includes(type) ?? true) && strikes(fault)) return fault
      }
      return undefined
    },
  }
}
