import { viewIdSchema } from '@farthing/contract'
import { expect, test } from 'vitest'
import { newId } from './new-id.ts'

test('an id is one that the contract and Stripe take, and never the same', () => {
  const ids = Array.from({ length: 2000 }, newId)
  for (const id of ids) expect(viewIdSchema.safeParse(id).error, id).toBeUndefined()
  expect(new Set(ids).size).toBe(ids.length)
})
