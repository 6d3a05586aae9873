// How one call of the API is described: who may make it, what it is asked, and what it answers.
import type { Standing } from '@farthing/contract'
import type { z } from 'zod'

/** `known`: whoever is signed in, or has any token. `member`: signed in. `server`: a token of scope server or write. */
export type Who =
  | 'anyone'
  | 'known'
  | 'member'
  | 'server'
  | 'stripe'
  | 'operator'
  | { least: Standing; programs: boolean }

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

export interface Answer {
  description: string
  /** Absent: nothing to be looked at. */
  schema?: z.ZodType
  /** JSON unless said otherwise. */
  type?: string
  example?: unknown
}

export interface Operation {
  method: Method
  /** Parameters in braces. */
  path: string
  tag: Tag
  summary: string
  /** What the summary does not say. */
  more?: string
  who: Who
  query?: z.ZodObject
  body?: { schema: z.ZodType; example: unknown; type?: string }
  answers: Record<number, Answer>
  /** Statuses beside those that `who`, `query` and `body` bring along. */
  refusals?: number[]
}

export const tags = {
  reports: 'What the site earned, and by what',
  payments: 'Each payment, and why we believe where it came from',
  programs: 'What a server or an app tells, with a token',
  browser: 'What pages send',
  sites: 'What a site is',
  stripe: 'The connection to Stripe',
  tests: 'Split tests: sides of a page, between which visitors are divided',
  people: 'Members, tokens, share links, and what persons may ask',
  account: 'Signing in, and one’s own account',
  operator: 'What probes ask, and this document',
} as const
export type Tag = keyof typeof tags

const at = (standing: Standing, programs = true): Who => ({ least: standing, programs })
export const guests = at('guest')
export const viewers = at('viewer')
export const admins = at('admin')
export const adminsInPerson = at('admin', false)
export const ownersInPerson = at('owner', false)

export const ok = (schema: z.ZodType, example?: unknown, description = 'As asked.'): Record<number, Answer> => ({
  200: { description, schema, ...(example === undefined ? {} : { example }) },
})

export const created = (schema: z.ZodType, example?: unknown): Record<number, Answer> => ({
  201: { description: 'Made.', schema, ...(example === undefined ? {} : { example }) },
})

export const SITE = '/api/sites/{siteId}'
