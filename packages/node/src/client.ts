// Speaks to a collector in the name of one site, from the site's own server.

export interface Options {
  /** Where the collector is: `https://collector.example`. */
  url: string
  /** Of the site, made with `farthing token add`. Never give it to a browser. */
  token: string
  /** After how many milliseconds a request is given up. Default: 10,000. */
  timeoutMs?: number
}

export interface Connection {
  /** The Stripe customer, `cus_…`. */
  customerId: string
  /** Your own identifier of the same person, as you give it to `farthing.identify`. */
  customId: string
  /** Whether a customer that is tied to another identifier is tied to this one instead. Default: no, that is an error. */
  replace?: boolean
}

/** Money that did not come through Stripe. Amounts are in the smallest unit: 4900 for 49.00. */
export interface Revenue {
  /** Yours, and always the same for the same payment: told again it changes nothing. */
  id: string
  amount: number
  /** `eur` */
  currency: string
  /** When it was paid. Default: now. */
  at?: Date | string
  viewId?: string
  sessionId?: string
  visitorId?: string
  customId?: string
  email?: string
  description?: string
  /** The `id` of the payment that this money goes back to. */
  refundOf?: string
  /** Counts among test payments. */
  test?: boolean
}

export interface Farthing {
  /** Ties a Stripe customer to your own identifier, before or after the payments. The same again changes nothing. */
  connect(connection: Connection): Promise<{ connected: 'new' | 'seen' | 'replaced'; payments: number }>
  /** Counts a payment, or a refund, from outside Stripe. The same `id` again changes nothing. */
  revenue(revenue: Revenue): Promise<{ received: 'new' | 'seen'; paymentId: string }>
}

/** What the collector answered instead: `code` and `status` for programs, `message` for people. */
export class FarthingError extends Error {
  override readonly name = 'FarthingError'
  readonly code: string
  /** 0: there was no answer at all. */
  readonly status: number

  constructor(code: string, status: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.status = status
  }
}

/**
 * @example
 * const farthing = createClient({ url: 'https://collector.example', token: process.env.FARTHING_TOKEN })
 * await farthing.connect({ customerId: session.customer, customId: user.id })
 */
export function createClient({ url, token, timeoutMs = 10_000 }: Options): Farthing {
  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((cause: unknown) => {
      throw new FarthingError('no_answer', 0, `The collector at ${url} does not answer.`, { cause })
    })
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) return answer
    const { code, message } = problemIn(answer) ?? {
      code: 'not_understood',
      message: `${url} answered ${response.status} and no reason: is it a Farthing collector?`,
    }
    throw new FarthingError(code, response.status, message)
  }
  return {
    connect: async ({ customerId, customId, replace }) =>
      (await post('/api/stripe/connect', {
        customerid: customerId,
        customid: customId,
        ...(replace === undefined ? {} : { replace }),
      })) as Awaited<ReturnType<Farthing['connect']>>,
    revenue: async ({ at, ...told }) =>
      (await post('/api/revenue', {
        ...told,
        ...(at === undefined ? {} : { at: typeof at === 'string' ? at : at.toISOString() }),
      })) as Awaited<ReturnType<Farthing['revenue']>>,
  }
}

function problemIn(answer: unknown): { code: string; message: string } | null {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return null
  const { error } = answer
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return null
  return { code: String(error.code), message: String(error.message) }
}
