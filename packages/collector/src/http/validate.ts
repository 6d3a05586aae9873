// What a body or a query must look like, and the sentence that names the first field that does not.
import type { z } from 'zod'
import { Refusal } from '../errors.ts'

export const parseBody = <T>(schema: z.ZodType<T>, body: unknown): T => parse(schema, body, 'invalid_body')

export const parseQuery = <T>(schema: z.ZodType<T>, query: unknown): T => parse(schema, query, 'invalid_query')

function parse<T>(schema: z.ZodType<T>, value: unknown, code: 'invalid_body' | 'invalid_query'): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Refusal(code, sentenceOf(result.error, code === 'invalid_body' ? 'The body' : 'The query'))
}

export function sentenceOf(error: z.ZodError, whole: string): string {
  const issue = error.issues[0]
  if (!issue) return `${whole} is not valid.`
  const where = issue.path.length > 0 ? `"${issue.path.join('.')}"` : whole
  return `${where} is not valid: ${issue.message.replace(/\.$/, '')}.`
}
