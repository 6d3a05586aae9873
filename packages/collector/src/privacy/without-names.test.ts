import { expect, it } from 'vitest'
import { withoutNames } from './without-names.ts'

const names = { emailHashes: ['hash of ada'], customIds: ['7'] }

it.each([
  [
    { emailHash: 'hash of ada', amount: 7 },
    { emailHash: null, amount: 7 },
  ],
  [{ metadata: { custom_id: '7', viewId: 'v' } }, { metadata: { custom_id: null, viewId: 'v' } }],
  [{ data: { object: { metadata: { customId: '7' } } } }, { data: { object: { metadata: { customId: null } } } }],
  [
    {
      references: [
        { kind: 'a', key: 'customId', value: '7' },
        { key: 'viewId', value: 'v' },
      ],
    },
    { references: [{ key: 'viewId', value: 'v' }] },
  ],
])('takes the names out of %j', (value, expected) => {
  expect(withoutNames(value, names)).toEqual(expected)
})

it.each([
  { amount: 7, quantity: '7', id: '7' },
  { metadata: { customId: '77' }, references: [{ key: 'viewId', value: '7' }] },
  null,
  [1, 'two', { three: [] }],
])('leaves what names nobody: %j', (value) => {
  expect(withoutNames(value, names)).toEqual(value)
})
