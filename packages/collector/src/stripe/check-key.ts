// Asks Stripe what a key may do: one cheap call for each right, and whose account it opens.
import type { KeyCheck, PermissionState } from '@farthing/contract'
import type { Answered, Call, StripeApi } from './client.ts'
import { permissions } from './permissions.ts'

/** How many probes run at once: far below Stripe's limit, and done in about a second. */
const AT_ONCE = 5

export interface Examined {
  check: KeyCheck
  /** Stripe's clock minus ours, in milliseconds, when it told. */
  clockSkew: number | null
}

export type KeyExam = ({ kind: 'examined' } & Examined) | { kind: 'invalid'; sentence: string }

/** Expected failures are answers; nothing is stored here. */
export async function examineKey(api: StripeApi, apiKey: string, clock: () => number): Promise<KeyExam> {
  const ask = (call: Call) => timed(api, apiKey, call, clock)
  const account = await ask({ path: '/v1/account' })
  const asked: Timed[] = [account]
  const states = new Map<string, PermissionState>()
  for (let at = 0; at < permissions.length && account.answer.kind !== 'unavailable'; at += AT_ONCE) {
    const group = permissions.slice(at, at + AT_ONCE)
    const answers = await Promise.all(group.map(({ probe }) => ask(probe)))
    for (const [index, { permission }] of group.entries()) states.set(permission, stateOf(answers[index]?.answer))
    asked.push(...answers)
  }
  const refused = asked.map(({ answer }) => answer).find((answer) => answer.kind === 'invalid_key')
  if (refused) return { kind: 'invalid', sentence: refused.sentence }
  const problem = account.answer.kind === 'unavailable' ? account.answer.sentence : null
  const head = {
    at: clock(),
    state: problem === null ? ('checked' as const) : ('unchecked' as const),
    account: accountIn(account.answer),
    problem,
  }
  return { kind: 'examined', check: checkOf(head, states), clockSkew: firstKnown(asked.map(skewOf)) }
}

interface Timed {
  answer: Answered
  askedAt: number
  answeredAt: number
}

async function timed(api: StripeApi, apiKey: string, call: Call, clock: () => number): Promise<Timed> {
  const askedAt = clock()
  const answer = await api.call(apiKey, call)
  return { answer, askedAt, answeredAt: clock() }
}

/** `wrong`: the request was looked at, so the right to make it is there. */
const stateOf = (answer: Answered | undefined): PermissionState => {
  if (answer?.kind === 'found' || answer?.kind === 'wrong') return 'ok'
  return answer?.kind === 'not_allowed' ? 'missing' : 'unknown'
}

type Head = Omit<KeyCheck, 'permissions'>

export const checkOf = (head: Head, states: ReadonlyMap<string, PermissionState>): KeyCheck => ({
  ...head,
  permissions: permissions.map(({ probe: _, ...about }) => ({
    ...about,
    state: states.get(about.permission) ?? 'unknown',
  })),
})

/** A key that may not read the account is told its name all the same, in the refusal. */
function accountIn(answer: Answered): string | null {
  if (answer.kind === 'not_allowed') return answer.account
  if (answer.kind !== 'found') return null
  const { id } = answer.object as { id?: unknown }
  return typeof id === 'string' && id.startsWith('acct_') ? id : null
}

/** Stripe tells whole seconds: what lies within the call's own time is no skew. */
function skewOf({ answer, askedAt, answeredAt }: Timed): number | null {
  if (answer.kind !== 'found' || answer.at === null) return null
  if (answer.at > answeredAt) return answer.at - answeredAt
  return Math.min(0, answer.at + 1_000 - askedAt)
}

const firstKnown = (skews: (number | null)[]): number | null => skews.find((skew) => skew !== null) ?? null
