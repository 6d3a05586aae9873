// How the dashboard speaks to the collector: one typed function per call, one error for everything that can go wrong.
import type {
  AttributionModel,
  DoctorReport,
  EnterShare,
  EnterShareAnswer,
  Filter,
  HiddenAmount,
  InvitationAnswer,
  JoinRequest,
  LoginRequest,
  Mode,
  NewSite,
  PasskeyRequest,
  PaymentDetail,
  PaymentStatus,
  PaymentsAnswer,
  Problem,
  ReconcileAnswer,
  SessionAnswer,
  SetupRequest,
  Site,
  SiteChange,
  SiteRemoval,
  SiteRemoved,
  StripeSettings,
  StripeStatus,
  UsedPasskey,
  WebhookCreated,
} from '@farthing/contract'
import { writeFilter } from './filters.ts'
import type { Days } from './range.ts'

/** `status` 0: no answer at all. `message` is a sentence for the owner. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export interface Scope extends Days {
  mode: Mode
}

/** Of the payments: absent means all. `filters`: those that are credited to visits which pass them. */
export interface Chosen {
  status?: PaymentStatus
  search?: string
  filters?: Filter[]
  model?: AttributionModel
  /** On a page; left out, as many as the collector gives at once. */
  limit?: number
}

export const api = {
  session: (signal: AbortSignal) => get<SessionAnswer>('/api/session', signal),
  lookAtInvitation: (token: string, signal: AbortSignal) =>
    ask<InvitationAnswer>('/api/invitation', { ...sending('POST', { token }), signal }),
  join: (body: JoinRequest) => send<SessionAnswer>('POST', '/api/join', body),
  enterShare: (body: EnterShare) => send<EnterShareAnswer>('POST', '/api/share', body),
  setup: (body: SetupRequest) => send<SessionAnswer>('POST', '/api/setup', body),
  login: (body: LoginRequest) => send<SessionAnswer>('POST', '/api/login', body),
  beginPasskeyLogin: () => send<PasskeyRequest>('POST', '/api/login/passkey/begin', {}),
  loginWithPasskey: (response: UsedPasskey) => send<SessionAnswer>('POST', '/api/login/passkey', { response }),
  logout: () => send<SessionAnswer>('POST', '/api/logout', {}),
  sites: (signal: AbortSignal) => get<{ sites: Site[] }>('/api/sites', signal),
  addSite: (body: NewSite) => send<Site>('POST', '/api/sites', body),
  changeSite: (id: string, body: SiteChange) => send<Site>('PATCH', site(id), body),
  removeSite: (id: string, body: SiteRemoval) => send<SiteRemoved>('DELETE', site(id), body),
  payments: (id: string, asked: Scope & Chosen, cursor: string | null, signal: AbortSignal) =>
    get<PaymentsAnswer>(`${site(id)}/payments?${paymentsQuery(asked, cursor)}`, signal),
  payment: (id: string, paymentId: string, signal: AbortSignal) =>
    get<PaymentDetail>(`${site(id)}/payments/${encodeURIComponent(paymentId)}`, signal),
  stripe: (id: string, signal: AbortSignal) => get<StripeStatus>(`${site(id)}/stripe`, signal),
  changeStripe: (id: string, body: StripeSettings) => send<StripeStatus>('PUT', `${site(id)}/stripe`, body),
  checkKey: (id: string) => send<StripeStatus>('POST', `${site(id)}/stripe/check`, {}),
  createWebhook: (id: string) => send<WebhookCreated>('POST', `${site(id)}/stripe/webhook`, {}),
  reconcile: (id: string, scope: Days & { mode: Mode | null }, signal: AbortSignal) =>
    get<ReconcileAnswer>(`${site(id)}/stripe/reconcile?${query(withoutNull(scope))}`, signal),
  doctor: (id: string, signal: AbortSignal) => get<DoctorReport>(`${site(id)}/doctor`, signal),
}

export const site = (id: string) => `/api/sites/${encodeURIComponent(id)}`

function withoutNull({ mode, ...days }: Days & { mode: Mode | null }): Record<string, string> {
  return mode === null ? { ...days } : { ...days, mode }
}

/** Where all of them are, as a table. */
export const paymentsFile = (id: string, { limit: _all, ...asked }: Scope & Chosen): string =>
  `${site(id)}/payments/export?format=csv&${paymentsQuery(asked, null)}`

function paymentsQuery({ filters = [], limit, ...plain }: Scope & Chosen, cursor: string | null): string {
  const params = new URLSearchParams(query(cursor === null ? { ...plain } : { ...plain, cursor }))
  for (const filter of filters) params.append('filter', writeFilter(filter))
  if (limit !== undefined) params.set('limit', String(limit))
  return params.toString()
}

function query(values: Record<string, string>): string {
  return new URLSearchParams(values).toString()
}

export function get<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  return ask<Answer>(path, { signal })
}

/** The header is asked for by the collector: a form of another origin cannot set it. */
export function send<Answer>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
): Promise<Answer> {
  return ask<Answer>(path, sending(method, body))
}

const sending = (method: string, body: unknown): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

/** A hidden amount becomes NaN: whatever is reckoned with it is hidden too, and never a zero that is none. */
const hidden: HiddenAmount = 'amount hidden'
export const read = (text: string): unknown =>
  JSON.parse(text, (_key, value) => (value === hidden ? Number.NaN : value))

async function ask<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(path, { ...init, credentials: 'same-origin' }).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    throw new ApiError(0, 'unreachable', 'The collector does not answer. Is it running, and are you online?')
  })
  const answer: unknown = await response
    .text()
    .then(read)
    .catch(() => null)
  if (!response.ok) throw problem(response.status, answer)
  if (answer === null) throw new ApiError(response.status, 'not_json', 'The collector gave an answer that is not JSON.')
  // The contract's schemas stay on the collector's side: both are released together, and zod is not worth its bytes here.
  return answer as Answer
}

function problem(status: number, answer: unknown): ApiError {
  if (isProblem(answer)) return new ApiError(status, answer.error.code, answer.error.message)
  return new ApiError(status, 'unknown', `The collector answered with status ${status} and no explanation.`)
}

function isProblem(answer: unknown): answer is Problem {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return false
  const { error } = answer
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
}
