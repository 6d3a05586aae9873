import { expect, it } from 'vitest'
import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { parseBody, parseQuery } from './validate.ts'

const schema = z.object({
  hosts: z.array(z.string().min(3, 'a host is longer')),
  mode: z.enum(['live', 'test']).optional(),
})
const refusalOf = (parse: () => unknown) => {
  try {
    parse()
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, status: error.status, message: error.message }
  }
  throw new Error('it was not refused')
}

it('gives what fits', () => {
  expect(parseBody(schema, { hosts: ['a.example'], more: 1 })).toEqual({ hosts: ['a.example'] })
})

it.each([
  ['nothing', undefined, /^The body is not valid: /],
  ['a list', [], /^The body is not valid: /],
  ['a missing field', {}, /^"hosts" is not valid: /],
  ['a wrong item', { hosts: ['abc', 'x'] }, /^"hosts\.1" is not valid: a host is longer\.$/],
])('names the first field that does not fit: %s', (_name, body, message) => {
  expect(refusalOf(() => parseBody(schema, body))).toMatchObject({
    code: 'invalid_body',
    status: 400,
    message: expect.stringMatching(message),
  })
})

it('says that it is the query', () => {
  const refusal = refusalOf(() => parseQuery(schema.pick({ mode: true }), { mode: 'both' }))
  expect(refusal).toMatchObject({ code: 'invalid_query', message: expect.stringMatching(/^"mode" is not valid/) })
})
