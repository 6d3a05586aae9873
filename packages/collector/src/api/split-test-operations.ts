// The split tests of a site, described.
import { newSplitTestSchema, splitTestChangeSchema, splitTestSchema, splitTestsAnswerSchema } from '@farthing/contract'
import { admins, created, type Operation, ok, SITE, viewers } from './operation.ts'

const TESTS = `${SITE}/tests`

const sides = [
  { name: 'low', weight: 1 },
  { name: 'high', weight: 1 },
]
const draft = {
  name: 'price',
  goal: 'payment',
  sides,
  state: 'draft',
  createdAt: 1_774_782_300_000,
  startedAt: null,
  endedAt: null,
}
const running = { ...draft, state: 'running', startedAt: 1_774_782_360_000 }

const aTest = (rest: Omit<Operation, 'path' | 'tag'>): Operation => ({ path: `${TESTS}/{name}`, tag: 'tests', ...rest })

export const splitTestOperations: Operation[] = [
  {
    method: 'get',
    path: TESTS,
    tag: 'tests',
    summary: 'The split tests, the newest first',
    who: viewers,
    answers: ok(splitTestsAnswerSchema, { tests: [running] }),
  },
  {
    method: 'post',
    path: TESTS,
    tag: 'tests',
    summary: 'Makes a draft, which nobody sees until it is started',
    more: 'The first side is what the others are compared with. A name is never used again.',
    who: admins,
    body: { schema: newSplitTestSchema, example: { name: 'price', goal: 'payment', sides } },
    answers: created(splitTestSchema, draft),
    refusals: [409],
  },
  aTest({ method: 'get', summary: 'One split test', who: viewers, answers: ok(splitTestSchema, running) }),
  aTest({
    method: 'patch',
    summary: 'Changes a draft, starts it, or ends what runs',
    more: 'Sides, weights and goal of a test that has started stay as they are.',
    who: admins,
    body: { schema: splitTestChangeSchema, example: { state: 'running' } },
    answers: ok(splitTestSchema, running),
    refusals: [409],
  }),
  aTest({
    method: 'delete',
    summary: 'Deletes a draft',
    who: admins,
    answers: ok(splitTestsAnswerSchema, { tests: [] }),
    refusals: [409],
  }),
]
