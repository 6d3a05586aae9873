// Steps survive the URL, nonsense falls away, and shares are of the step before.
import { goalSchema } from '@farthing/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { funnelLines, isWhole, readSteps, type Step, usualSteps, writeStep, writeSteps } from './funnel.ts'

const value = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>({ kind: 'payment', value: '' }),
  fc.record({ kind: fc.constantFrom('page' as const, 'event' as const), value }),
)

it('reads the steps that it wrote, and the contract reads them too', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      const params = writeSteps(new URLSearchParams('range=7d&step=payment'), steps)
      expect(readSteps(params)).toEqual(steps)
      expect(params.get('range')).toBe('7d')
      for (const one of steps) expect(goalSchema.safeParse(writeStep(one)).success).toBe(true)
    }),
  )
})

it.each(['', 'step=', 'step=luck', 'step=page:'])('begins with the usual steps at "%s"', (query) => {
  expect(readSteps(new URLSearchParams(query))).toEqual(usualSteps)
})

it('knows which steps can be asked for', () => {
  expect([{ kind: 'payment', value: '' } as const, { kind: 'page', value: ' ' } as const].map(isWhole)).toEqual([
    true,
    false,
  ])
})

it('tells the share of all and of the step before', () => {
  const range = { from: '2026-11-01', to: '2026-11-20', timeZone: 'UTC', mode: 'live' as const }
  const steps = [
    { step: 'page:/', visits: 50 },
    { step: 'event:Signup', visits: 10 },
    { step: 'payment', visits: 0 },
  ]
  expect(funnelLines({ range, visits: 100, steps }).map(({ share, kept }) => [share, kept])).toEqual([
    [0.5, 0.5],
    [0.1, 0.2],
    [0, 0],
  ])
  expect(funnelLines({ range, visits: 0, steps: [{ step: 'payment', visits: 0 }] })).toEqual([
    { step: 'payment', visits: 0, share: null, kept: null },
  ])
})
