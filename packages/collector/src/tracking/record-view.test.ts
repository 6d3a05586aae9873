import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forgetSalts } from '../identity/rotate-salt.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { ada, countingSalts, type Sent, send, viewIdOf, visitsIn } from './testing/visits.ts'

const MINUTE = 60_000
const noon = Date.parse('2026-06-10T12:00:00Z')
/** 23:50 in Paris. */
const beforeMidnight = Date.parse('2026-06-10T21:50:00Z')

describe.each(engines)('a view (%s)', (engine) => {
  it('opens a visit, and the next one within half an hour goes on with it', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const first = await send(
      storage,
      { name: 1, at: noon, path: '/a?utm_source=news', referrer: 'https://t.co/1' },
      salt,
    )
    const second = await send(storage, { name: 2, at: noon + 29 * MINUTE, path: '/b' }, salt)
    const third = await send(storage, { name: 3, at: noon + 60 * MINUTE, path: '/c' }, salt)
    expect(second.placed).toEqual(first.placed)
    expect(third.placed.visitId).not.toBe(first.placed.visitId)
    expect(third.placed.visitorId).toBe(first.placed.visitorId)
    expect(await visitsIn(storage)).toMatchObject([
      {
        day: '2026-06-10',
        views: 2,
        entry_page: '/a',
        exit_page: '/b',
        source: 'news',
        referrer: 't.co/1',
        of: [1, 2].map(viewIdOf),
      },
      { views: 1, entry_page: '/c', channel: 'Direct', source: null },
    ])
  })

  it('of somebody who said yes to being recognised has the same visitor on another day, at another address', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const storedVisitorId = 'view_1_2_3_4567890'
    const elsewhere = { ...ada, ip: '198.51.100.1' }
    const first = await send(storage, { name: 1, at: noon, storedVisitorId }, salt)
    const later = await send(storage, { name: 2, at: noon + 3 * 24 * 60 * MINUTE, storedVisitorId }, salt, elsewhere)
    const without = await send(storage, { name: 3, at: noon + 1 }, salt)
    expect(later.placed.visitorId).toBe(first.placed.visitorId)
    expect(later.placed.visitId).not.toBe(first.placed.visitId)
    expect(without.placed.visitorId).not.toBe(first.placed.visitorId)
  })

  it('counts once, and is answered the same, however often it is sent', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const first = await send(storage, { name: 1, at: noon }, salt)
    const again = await send(storage, { name: 1, at: noon, now: noon + 2 * 60 * MINUTE }, salt, {
      ...ada,
      ip: '198.51.100.1',
    })
    expect(again).toMatchObject({ kind: 'known', placed: first.placed })
    expect(await visitsIn(storage)).toMatchObject([{ views: 1, last_at: noon }])
  })

  it('of the campaign page may come after the view of the page behind it: it is one visit, of the campaign', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const campaign = '/?utm_source=news&utm_medium=email&utm_campaign=spring'
    await send(storage, { name: 2, at: noon, path: '/teapot', referrer: `https://shop.example${campaign}` }, salt)
    await send(storage, { name: 1, at: noon + 40, path: campaign }, salt)
    expect(await visitsIn(storage)).toMatchObject([{ views: 2, campaign: 'spring', channel: 'Email' }])
  })

  const hours = 60 * MINUTE
  it.each([
    ['whose clock is right', 0],
    ['whose clock is two hours slow', -2 * hours],
    ['whose clock is years ahead', 40_000 * hours],
  ])('of the campaign page is the entry though its message is overtaken, from a device %s', async (_device, wrong) => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const clock = noon + wrong
    const paid = { stripeSessionId: 'cs_test_1', referrer: 'https://checkout.stripe.com/' }
    const views: Sent[] = [
      { name: 3, at: noon + 3, clock: clock + 900, path: '/thanks', ...paid },
      { name: 2, at: noon + 4, clock: clock + 300, path: '/teapot', referrer: 'https://shop.example/' },
      { name: 1, at: noon + 9, clock, path: '/?utm_source=news&utm_campaign=spring' },
    ]
    for (const view of views) await send(storage, view, salt)
    expect(await visitsIn(storage)).toMatchObject([
      {
        views: 3,
        campaign: 'spring',
        entry_page: '/',
        exit_page: '/thanks',
        started_at: noon + 3,
        last_at: noon + 9,
      },
    ])
  })

  it('of an older script, which tells no clock, is the entry when the page that it led to came just before', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const views: Sent[] = [
      { name: 2, at: noon, path: '/teapot', referrer: 'https://shop.example/pots' },
      { name: 1, at: noon + 40, path: '/pots', referrer: 'https://www.google.com/' },
      { name: 3, at: noon + 900, path: '/cart', referrer: 'https://shop.example/teapot' },
    ]
    for (const view of views) await send(storage, view, salt)
    expect(await visitsIn(storage)).toMatchObject([
      { views: 3, entry_page: '/pots', exit_page: '/cart', source: 'Google', started_at: noon },
    ])
  })

  it('of a page that the visitor goes back to is not taken for the one before', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const there = { name: 1, at: noon, path: '/teapot', referrer: 'https://shop.example/pots' }
    const back = { name: 2, at: noon + 2_000, path: '/pots', referrer: 'https://shop.example/teapot' }
    for (const view of [there, back]) await send(storage, view, salt)
    expect(await visitsIn(storage)).toMatchObject([{ views: 2, entry_page: '/teapot', exit_page: '/pots' }])
  })

  it('of another device behind the same address keeps its place, whatever its clock shows', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    await send(storage, { name: 1, at: noon, clock: noon, path: '/a' }, salt)
    await send(storage, { name: 2, at: noon + 1_000, clock: noon - hours, path: '/b' }, salt)
    expect(await visitsIn(storage)).toMatchObject([{ views: 2, entry_page: '/a', exit_page: '/b' }])
  })

  it('keeps nothing of a clock by which its device could be known on another day', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const days = Array.from({ length: 8 }, (_, day) => noon + day * 24 * hours)
    for (const [name, at] of days.entries()) await send(storage, { name, at, clock: at + 5_432 }, salt)
    const views = await storage.read.selectFrom('view').select(['at', 'tick']).execute()
    const wrong = views.map(({ at, tick }) => (((tick ?? 0) - at) % 2 ** 23) + 2 ** 23)
    expect(new Set(wrong).size).toBe(days.length)
  })

  it('is of another visitor when the address or the browser is another', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const visitors = [
      await send(storage, { name: 1, at: noon }, salt),
      await send(storage, { name: 2, at: noon }, salt, { ...ada, ip: '198.51.100.1' }),
      await send(storage, { name: 3, at: noon }, salt, { ...ada, userAgent: 'Safari' }),
    ].map(({ placed }) => placed.visitorId)
    expect(new Set(visitors).size).toBe(3)
  })

  it('goes on with its visit over midnight, under the salt of the first day', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const before = await send(storage, { name: 1, at: beforeMidnight }, salt)
    const after = await send(storage, { name: 2, at: beforeMidnight + 20 * MINUTE }, salt)
    const later = await send(storage, { name: 3, at: beforeMidnight + 80 * MINUTE }, salt)
    expect(after.placed).toEqual(before.placed)
    expect(later.placed.visitorId).not.toBe(before.placed.visitorId)
    expect((await visitsIn(storage)).map(({ day }) => day)).toEqual(['2026-06-10', '2026-06-11'])
  })

  it('joins two visits when it turns out that there was no silence between them', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const first = await send(storage, { name: 1, at: noon }, salt)
    const last = await send(storage, { name: 3, at: noon + 50 * MINUTE }, salt)
    const between = await send(storage, { name: 2, at: noon + 25 * MINUTE, now: noon + 51 * MINUTE }, salt)
    expect(between).toMatchObject({
      kind: 'recorded',
      placed: first.placed,
      moved: [{ viewId: viewIdOf(3), visitId: first.placed.visitId }],
    })
    expect(last.placed.visitId).not.toBe(first.placed.visitId)
    expect(await visitsIn(storage)).toMatchObject([{ views: 3, started_at: noon, last_at: noon + 50 * MINUTE }])
  })

  it('cuts a visit when it turns out that a campaign had brought the visitor back', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    await send(storage, { name: 1, at: noon }, salt)
    await send(storage, { name: 3, at: noon + 2 * MINUTE }, salt)
    const late = { name: 2, at: noon + MINUTE, now: noon + 3 * MINUTE, path: '/?utm_campaign=spring' }
    const recorded = await send(storage, late, salt)
    expect(recorded.kind === 'recorded' && recorded.moved).toEqual([
      { viewId: viewIdOf(3), visitId: recorded.placed.visitId },
    ])
    expect(await visitsIn(storage)).toMatchObject([
      { campaign: null, views: 1 },
      { campaign: 'spring', views: 2 },
    ])
  })

  it('that comes later than its salt is counted at the beginning of the next day', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const morning = Date.parse('2026-06-11T04:30:00Z')
    const today = await send(storage, { name: 1, at: morning }, salt)
    await forgetSalts(storage, morning)
    const late = await send(storage, { name: 2, at: beforeMidnight, now: morning }, salt)
    expect(late.placed.visitorId).toBe(today.placed.visitorId)
    expect(await visitsIn(storage)).toMatchObject([
      { day: '2026-06-11', started_at: Date.parse('2026-06-10T22:00:00Z') },
      { day: '2026-06-11', started_at: morning },
    ])
  })

  it('is written by several nodes at once into one visit', async () => {
    const storage = await freshStorage(engine)
    const salt = countingSalts()
    const sent = Array.from({ length: 12 }, (_, name) => ({ name, at: noon + name }))
    const placed = await Promise.all(sent.map((one) => send(storage, one, salt)))
    expect(new Set(placed.map((one) => one.placed.visitorId)).size).toBe(1)
    expect(await visitsIn(storage)).toMatchObject([{ views: 12, started_at: noon, last_at: noon + 11 }])
  })

  it('keeps no address', async () => {
    const storage = await freshStorage(engine)
    await send(storage, { name: 1, at: noon }, countingSalts())
    const rows = [
      await storage.read.selectFrom('visit').selectAll().execute(),
      await storage.read.selectFrom('view').selectAll().execute(),
      await storage.read.selectFrom('salt').selectAll().execute(),
    ]
    expect(JSON.stringify(rows)).not.toContain(ada.ip)
  })
})

const paths = ['/', '/a', '/?utm_campaign=x', '/?utm_campaign=y', '/?gclid=1']
const referrers = [
  undefined,
  'https://www.google.com/',
  'https://shop.example/a',
  'https://bank.example/',
  'https://checkout.stripe.com/c',
]

/** Some evening hours around midnight in Paris, with views in the same millisecond and on both sides of every limit. */
const someViews = fc.array(
  fc.record({
    at: fc.oneof(
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 14 }).map((steps) => steps * 1_500),
      fc.integer({ min: 0, max: 12 }).map((steps) => steps * 15 * MINUTE),
    ),
    path: fc.constantFrom(...paths),
    referrer: fc.constantFrom(...referrers),
    /** One device or two, or an older script; messages take up to six seconds. */
    clock: fc.option(
      fc.record({
        wrong: fc.constantFrom(0, 0, 0, 8_000_000),
        onTheWay: fc.integer({ min: 0, max: 6 }).map((s) => s * 1_000),
      }),
      { freq: 4, nil: null },
    ),
  }),
  { minLength: 1, maxLength: 9 },
)

/** One browser is one visitor on each day: as many ids as days. */
async function hasOneVisitorPerDay(storage: Storage): Promise<boolean> {
  const visits = await storage.read.selectFrom('visit').select(['day', 'visitor_id']).execute()
  const ids = new Set(visits.map((visit) => visit.visitor_id))
  const both = new Set(visits.map((visit) => `${visit.day} ${visit.visitor_id}`))
  return both.size === ids.size && both.size === new Set(visits.map(({ day }) => day)).size
}

type SomeView = typeof someViews extends fc.Arbitrary<(infer View)[]> ? View : never

const asSent = (views: readonly SomeView[], now?: number): Sent[] =>
  views.map(({ at, path, referrer, clock }, name) => ({
    name,
    at: beforeMidnight - 90 * MINUTE + at,
    path,
    ...(clock === null ? {} : { clock: beforeMidnight - 90 * MINUTE + at - clock.onTheWay + clock.wrong }),
    ...(referrer === undefined ? {} : { referrer }),
    ...(now === undefined ? {} : { now }),
  }))

describe.each(engines)('one visitor’s views (%s)', (engine) => {
  it('are the same visits in any order, with any repetition', { timeout: 120_000 }, async () => {
    const [inTime, late] = [await freshStorage(engine), await freshStorage(engine)]
    const shuffled = someViews.chain((views) =>
      fc.tuple(
        fc.constant(views),
        fc.shuffledSubarray([...views.keys(), ...views.keys()], { minLength: views.length * 2 }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(shuffled, async ([views, order]) => {
        for (const storage of [inTime, late])
          await storage.write(async (trx) => {
            for (const table of ['visit_row', 'view_row', 'salt'] as const) await trx.deleteFrom(table).execute()
          })
        const [salt, lateSalt] = [countingSalts(), countingSalts()]
        for (const one of asSent(views).sort((a, b) => a.at - b.at)) await send(inTime, one, salt)
        const everything = asSent(views, beforeMidnight + 120 * MINUTE)
        for (const index of order) {
          const one = everything[index]
          if (one) await send(late, one, lateSalt)
        }
        expect(await visitsIn(late)).toEqual(await visitsIn(inTime))
        expect(await hasOneVisitorPerDay(late)).toBe(true)
        const orphans = await late.read
          .selectFrom('view')
          .leftJoin('visit', 'visit.no', 'view.visit_no')
          .where('visit.no', 'is', null)
          .selectAll()
          .execute()
        expect(orphans).toEqual([])
      }),
      { numRuns: engine === 'sqlite' ? 60 : 20 },
    )
  })
})
