// Questions to reports that tests make up.
import {
  attributionModelSchema,
  breakdownSchema,
  type Dimension,
  type Filter,
  type Goal,
  type Mode,
} from '@farthing/contract'
import fc from 'fast-check'
import type { Scope } from '../scope.ts'
import { madeScope } from './world.ts'

const ranges = [
  { from: '2026-03-27', to: '2026-04-01' },
  { from: '2026-03-28', to: '2026-03-30' },
  { from: '2026-03-29', to: '2026-03-29' },
]
const aValue = fc.constantFrom(
  'Email',
  'google',
  'Google',
  'mail',
  'spring',
  '/a',
  'a',
  '/',
  'FR',
  'eur',
  '10%',
  '_',
  'renewal',
  'prod_mug',
  'price_1',
  'pro',
  'true',
  '12',
  'high',
  null,
)
export const everyDimension: Dimension[] = [
  ...breakdownSchema.options,
  'props/plan',
  'props/yearly',
  'variants/price',
  'variants/hero',
]
const aFilter: fc.Arbitrary<Filter> = fc.record({
  dimension: fc.constantFrom(...everyDimension),
  operator: fc.constantFrom('is' as const, 'is_not' as const, 'contains' as const, 'contains_not' as const),
  values: fc.array(aValue, { minLength: 1, maxLength: 3 }),
})
export const aGoal = fc.constantFrom<Goal>(
  { kind: 'payment' },
  { kind: 'payment' },
  { kind: 'product', product: 'prod_mug' },
  { kind: 'event', name: 'Signup' },
  { kind: 'page', page: '/b' },
)
export const aScope: fc.Arbitrary<Scope> = fc
  .record({
    range: fc.constantFrom(...ranges),
    mode: fc.constantFrom<Mode>('live', 'test'),
    filters: fc.array(aFilter, { maxLength: 2 }),
    goal: aGoal,
    model: fc.constantFrom(...attributionModelSchema.options),
    refunds: fc.constantFrom('own' as const, 'purchase' as const),
  })
  .map(({ range, ...asked }) => madeScope({ ...asked, ...range }))
