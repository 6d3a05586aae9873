import type { Message } from '@farthing/contract'
import { describe, expect, it } from 'vitest'
import { keptSalts } from '../identity/salts.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { type RecordParts, record } from './record.ts'
import { ada, countingSalts, messageOf, site, viewIdOf } from './testing/visits.ts'

const now = Date.parse('2026-06-10T12:00:00Z')
const other = { ...site, id: 'site_ofanother' }
const view = messageOf({ name: 1, at: now })
const common = { site: site.id, viewId: viewIdOf(1) }
const time = (engagedMs: number, scrollDepth: number): Message => ({
  ...common,
  type: 'engagement',
  engagedMs,
  scrollDepth,
})
const signup: Message = { ...common, type: 'event', eventId: viewIdOf('event'), name: 'signup' }

async function recorded(storage: Storage, messages: { message: Message; of?: typeof site }[]) {
  const parts: RecordParts = {
    follow: {
      checkoutReturn: async () => ({ status: 'pending' }),
      viewsRecorded: async () => undefined,
      identified: async () => undefined,
    },
    emailKey: () => Buffer.from('key'),
    salts: keptSalts(countingSalts()),
  }
  const received = messages.map(({ message, of = site }) => ({ message, site: of, browser: ada, now }))
  return { answers: await storage.write((trx) => record(trx, received, parts)) }
}

describe.each(engines)('messages of one commit (%s)', (engine) => {
  it('are kept each once: the largest time, the event that was first, and the visit they are on', async () => {
    const storage = await freshStorage(engine)
    const messages = [time(5, 70), view, time(9, 20), signup, { ...signup, name: 'again' }, time(7, 10)]
    const { answers } = await recorded(
      storage,
      messages.map((message) => ({ message })),
    )
    const engagement = await storage.read.selectFrom('engagement').selectAll().execute()
    const events = await storage.read.selectFrom('event').select(['view_id', 'name']).execute()
    expect(engagement).toEqual([
      { view_id: viewIdOf(1), site_id: site.id, engaged_ms: 9, scroll_depth: 70, waiting_since: null },
    ])
    expect(events).toEqual([{ view_id: viewIdOf(1), name: 'signup' }])
    expect(new Set(answers.map((answer) => ('sessionId' in answer ? answer.sessionId : null))).size).toBe(1)
  })

  it('about a view of another site change nothing, and are told so', async () => {
    const storage = await freshStorage(engine)
    const foreign = { message: { ...time(99, 99), site: other.id }, of: other }
    const { answers } = await recorded(storage, [{ message: view }, foreign, { message: time(1, 1) }])
    expect(answers[1]).toMatchObject({ code: 'already_there' })
    const engagement = await storage.read.selectFrom('engagement').select(['site_id', 'engaged_ms']).execute()
    expect(engagement).toEqual([{ site_id: site.id, engaged_ms: 1 }])
  })
})
