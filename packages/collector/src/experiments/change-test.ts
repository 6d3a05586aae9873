// What may become of a split test: a draft is changed and started, a running one is ended, and an ended one stays as it was.
import type { newSplitTestSchema, SplitTest, splitTestChangeSchema } from '@farthing/contract'
import type { z } from 'zod'
import { Refusal } from '../errors.ts'

export const draftOf = (said: z.output<typeof newSplitTestSchema>, now: number): SplitTest => ({
  ...said,
  state: 'draft',
  createdAt: now,
  startedAt: null,
  endedAt: null,
})

/** Visitors that were divided by other weights, or looked at by another goal, cannot be compared: that is another test. */
export function changedTest(
  test: SplitTest,
  { state, ...change }: z.output<typeof splitTestChangeSchema>,
  now: number,
): SplitTest {
  if (test.state !== 'draft' && Object.keys(change).length > 0)
    throw new Refusal(
      'already_started',
      `The split test ${test.name} has started: its sides, weights and goal stay as they are. End it, and make a new one under another name.`,
    )
  const changed = { ...test, ...change }
  if (state === undefined || state === test.state) return changed
  if (state === 'running') return started(changed, now)
  return ended(changed, now)
}

function started(test: SplitTest, now: number): SplitTest {
  if (test.state === 'draft') return { ...test, state: 'running', startedAt: now }
  throw new Refusal(
    'already_started',
    `The split test ${test.name} has ended. Make a new one under another name: visitors of now and of then cannot be compared.`,
  )
}

function ended(test: SplitTest, now: number): SplitTest {
  if (test.state === 'running') return { ...test, state: 'ended', endedAt: now }
  throw new Refusal('not_started', `The split test ${test.name} has not started. Delete the draft, or start it first.`)
}
