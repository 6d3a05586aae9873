// Split tests: which ways of a page visitors are divided between, and what each way brought.
import { z } from 'zod'
import { goalSchema } from './report-filter.ts'

export const MOST_SIDES = 8
export const MOST_RUNNING_TESTS = 20

const named = (what: string) =>
  z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, `${what} has up to 40 of a-z, 0-9, - and _, as in price-2`)

/** What pages ask for: `await farthing.variant('price')`. */
export const splitTestNameSchema = named('the name of a split test')

export const splitTestSideSchema = z.strictObject({
  name: named('the name of a side').describe('What pages are answered.'),
  weight: z.int().min(1).max(1_000).default(1).describe('Its share of the visitors, among the weights of all sides.'),
})
export type SplitTestSide = z.infer<typeof splitTestSideSchema>

const sidesSchema = z
  .array(splitTestSideSchema)
  .min(2, 'a split test has two sides at least')
  .max(MOST_SIDES)
  .refine((sides) => new Set(sides.map(({ name }) => name)).size === sides.length, 'each side has a name of its own')
  .describe('The first is what the others are compared with.')

const goalTextSchema = z
  .string()
  .max(300)
  .refine((text) => goalSchema.safeParse(text).success, 'a goal is payment, payment:prod_…, event:Name or page:/path')
  .describe('What counts as a conversion: `payment`, `payment:prod_…`, `event:Name` or `page:/path`.')

/** `POST /api/sites/:id/tests`: a draft, which nobody sees yet. */
export const newSplitTestSchema = z.strictObject({
  name: splitTestNameSchema,
  goal: goalTextSchema.default('payment'),
  sides: sidesSchema,
})
export type NewSplitTest = z.input<typeof newSplitTestSchema>

/** `PATCH /api/sites/:id/tests/:name`: goal and sides of a draft; or what becomes of the test. */
export const splitTestChangeSchema = z.strictObject({
  goal: goalTextSchema.exactOptional(),
  sides: sidesSchema.exactOptional(),
  state: z.enum(['running', 'ended']).exactOptional(),
})
export type SplitTestChange = z.input<typeof splitTestChangeSchema>

export const splitTestSchema = z
  .object({
    name: z.string(),
    goal: z.string(),
    sides: z.array(z.object({ name: z.string(), weight: z.int() })),
    state: z.enum(['draft', 'running', 'ended']),
    createdAt: z.int(),
    startedAt: z.int().nullable(),
    endedAt: z.int().nullable(),
  })
  .meta({ id: 'SplitTest' })
export type SplitTest = z.infer<typeof splitTestSchema>

/** `GET /api/sites/:id/tests`: the newest first. */
export const splitTestsAnswerSchema = z.object({ tests: z.array(splitTestSchema) }).meta({ id: 'SplitTestsAnswer' })
export type SplitTestsAnswer = z.infer<typeof splitTestsAnswerSchema>
