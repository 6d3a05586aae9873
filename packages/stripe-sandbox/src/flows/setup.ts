// S12, and the card that a trial keeps for later: a SetupIntent, told when it is made and when it is done.
import { newSetupIntent } from '../objects/setup-intent.ts'
import type { Draft } from '../world/draft.ts'

export function setUp(
  draft: Draft,
  of: { customer: string | null; metadata: Record<string, string>; method: string },
): string {
  const { id, status } = draft.put('setup_intent', newSetupIntent(draft, of))
  draft.patch('setup_intent', id, { status: 'requires_payment_method', payment_method: null })
  draft.emit('setup_intent.created', 'setup_intent', id)
  draft.patch('setup_intent', id, { status, payment_method: of.method })
  draft.emit('setup_intent.succeeded', 'setup_intent', id)
  return id
}
