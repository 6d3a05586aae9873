// Whatever one visitor's browser says, in whatever order, however often and in whatever batches it arrives: the same is kept.
import type { Message } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptSalts } from '../identity/salts.ts'
import { forgetOldViews } from '../privacy/forget-views.ts'
import { insertSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { type RecordParts, record } from './record.ts'
import { ada, countingSalts, messageOf, site, viewIdOf, visitsIn } from './testing/visits.ts'

const MINUTE = 60_000
/** 23:50 in Paris, less an hour and a half. */
const evening = Date.parse('2026-06-10T20:20:00Z')
const later = evening + 210 * MINUTE

interface Told {
  at: number
  message: Message
}

const name = fc.integer({ min: 0, max: 5 })
const about = (view: number) => ({ site: site.id, viewId: viewIdOf(view) })

const views = fc.uniqueArray(
  fc.record({
    view: name,
    at: fc.integer({ min: 0, max: 12 }).map((steps) => steps * 15 * MINUTE),
    path: fc.constantFrom('/', '/a', '/?utm_campaign=x', '/?gclid=1'),
  }),
  { selector: ({ view }) => view, minLength: 1, maxLength: 6 },
)
/** About views that come and about some that never do. */
const happenings = fc.array(
  fc.oneof(
    fc.record({
      what: fc.constant('time' as const),
      view: name,
      ms: fc.integer({ min: 0, max: 9_999 }),
      depth: fc.integer({ min: 0, max: 100 }),
    }),
    fc.record({ what: fc.constant('event' as const), view: name, id: fc.integer({ min: 0, max: 3 }) }),
    fc.record({
      what: fc.constant('identity' as const),
      view: name,
      email: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null }),
      customId: fc.constantFrom('1', '2', '3'),
    }),
  ),
  { maxLength: 10 },
)

const story = fc.record({ views, happenings }).map((told): Told[] => [
  ...told.views.map(({ view, at, path }) => ({ at: evening + at, message: messageOf({ name: view, at: 0, path }) })),
  ...told.happenings.map((one) => ({
    at: evening + (one.what === 'event' ? one.id : one.view),
    message: messageAbout(one),
  })),
])

type Happening = typeof happenings extends fc.Arbitrary<(infer One)[]> ? One : never

function messageAbout(one: Happening): Message {
  if (one.what === 'time') return { ...about(one.view), type: 'engagement', engagedMs: one.ms, scrollDepth: one.depth }
  // One id is one event: what it says is said by its name.
  if (one.what === 'event')
    return { ...about(one.id), type: 'event', eventId: viewIdOf(`event${one.id}`), name: `event ${one.id}` }
  const email = one.email === null ? {} : { email: `${one.email}@shop.example` }
  return { ...about(one.view), type: 'identify', customId: one.customId, ...email }
}

/** In batches of what may have come in one turn of the event loop. */
async function tell(storage: Storage, told: readonly Told[], now: (one: Told) => number, sizes: readonly number[]) {
  const parts: RecordParts = {
    follow: {
      checkoutReturn: async () => ({ status: 'pending' }),
      viewsRecorded: async () => undefined,
      identified: async () => undefined,
    },
    emailKey: () => Buffer.from('key'),
    salts: keptSalts(countingSalts()),
  }
  let from = 0
  for (let batch = 0; from < told.length; batch += 1) {
    const size = sizes[batch % sizes.length] ?? 1
    const received = told
      .slice(from, from + size)
      .map((one) => ({ message: { ...one.message, age: now(one) - one.at }, site, browser: ada, now: now(one) }))
    await storage.write((trx) => record(trx, received, parts))
    from += size
  }
}

/** Without the names of visits and persons, which depend on what came first. */
async function keptIn(storage: Storage) {
  const { read } = storage
  const persons = new Map<string, string[]>()
  for (const { person_id, kind, value } of await read.selectFrom('person_name').selectAll().execute())
    persons.set(person_id, [...(persons.get(person_id) ?? []), `${kind} ${value}`].sort())
  return {
    visits: await visitsIn(storage),
    engagement: await read
      .selectFrom('engagement')
      .select(['view_id', 'engaged_ms', 'scroll_depth'])
      .orderBy('view_id')
      .execute(),
    events: await read.selectFrom('event').selectAll().orderBy('id').execute(),
    identifications: await read.selectFrom('identification').selectAll().orderBy('view_id').orderBy('at').execute(),
    persons: [...persons.values()].map((names) => names.join()).sort(),
    numberOfPersons: (await read.selectFrom('person').select('id').execute()).length,
  }
}

const tables = [
  'visit_row',
  'view_row',
  'salt',
  'engagement',
  'event',
  'identification',
  'person',
  'person_name',
] as const

async function empty(storage: Storage): Promise<void> {
  await storage.write(async (trx) => {
    for (const table of tables) await trx.deleteFrom(table).execute()
  })
}

/** What is said in the same millisecond about one view is one row: of two identities there is only the last. */
const oneIdentityAView = (told: readonly Told[]): Told[] => {
  const seen = new Set<string>()
  return told.filter(({ message }) => {
    if (message.type !== 'identify') return true
    const isFirst = !seen.has(message.viewId)
    seen.add(message.viewId)
    return isFirst
  })
}

const engagedIn = ({ engagement, visits }: Awaited<ReturnType<typeof keptIn>>) => {
  const msOf = new Map(engagement.map(({ view_id, engaged_ms }) => [view_id, engaged_ms]))
  return visits.map(({ of }) => of.reduce((sum, view) => sum + (msOf.get(view) ?? 0), 0))
}

describe.each(engines)('one visitor’s messages (%s)', (engine) => {
  it('leave the same in any order, with any repetition, in any batches', { timeout: 120_000 }, async () => {
    const [inTime, late] = [await freshStorage(engine), await freshStorage(engine)]
    const cases = story
      .map(oneIdentityAView)
      .chain((told) =>
        fc.tuple(
          fc.constant(told),
          fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 }),
          fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
        ),
      )
    await fc.assert(
      fc.asyncProperty(cases, async ([told, shuffled, sizes]) => {
        await empty(inTime)
        await empty(late)
        await tell(
          inTime,
          [...told].sort((a, b) => a.at - b.at),
          ({ at }) => at,
          [1],
        )
        await tell(late, shuffled, () => later, sizes)
        const [first, second] = [await keptIn(inTime), await keptIn(late)]
        expect(second).toEqual(first)
        expect(second.visits.map(({ engaged_ms }) => engaged_ms)).toEqual(engagedIn(second))
      }),
      { numRuns: engine === 'sqlite' ? 100 : 25 },
    )
  })

  it('leave nothing once the site keeps them no longer, also what comes about them afterwards', async () => {
    const storage = await freshStorage(engine)
    const time: Message = { ...about(1), type: 'engagement', engagedMs: 900, scrollDepth: 10 }
    await storage.write((trx) => insertSite(trx, { ...site, retentionDays: 2 }))
    await tell(
      storage,
      [
        { at: evening, message: messageOf({ name: 1, at: 0 }) },
        { at: evening, message: time },
      ],
      ({ at }) => at,
      [2],
    )
    expect(await visitsIn(storage)).toMatchObject([{ engaged_ms: 900 }])
    const days = 24 * 60 * MINUTE
    await forgetOldViews(storage, evening + 5 * days)
    await tell(storage, [{ at: evening, message: { ...time, engagedMs: 1_900 } }], ({ at }) => at, [1])
    await forgetOldViews(storage, evening + 6 * days)
    const left = await keptIn(storage)
    expect(left).toEqual({
      visits: [],
      engagement: [],
      events: [],
      identifications: [],
      persons: [],
      numberOfPersons: 0,
    })
  })
})
