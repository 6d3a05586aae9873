// What a report is about, and by what its rows are told apart.
import type { Breakdown, Mode } from '@farthing/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../storage/schema.ts'
import type { Days } from './range.ts'

export interface Scope extends Days {
  siteId: string
  mode: Mode
}

/** The same question to a visit and to an entry with its touch; a payment without a touch has no answer, null. */
export interface Dimension {
  ofVisit: RawBuilder<string | null>
  ofEntry: RawBuilder<string | null>
}

export const everything: Dimension = { ofVisit: sql`'all'`, ofEntry: sql`'all'` }

export const byDay: Dimension = { ofVisit: sql.ref('visit.day'), ofEntry: sql.ref('entry.day') }

/** Not frozen on the touch: once retention has removed the visit, its payments are shown under nothing. */
function ofTrait(trait: 'country' | 'browser' | 'os' | 'device' | 'language'): Dimension {
  const ofVisit = sql.ref<string | null>(`visit.${trait}`)
  return { ofVisit, ofEntry: sql`(select ${ofVisit} from visit where visit.id = touch.visit_id)` }
}

export const breakdowns: Readonly<Record<Breakdown, Dimension>> = {
  channels: { ofVisit: sql.ref('visit.channel'), ofEntry: sql.ref('touch.channel') },
  // A visit without a source is shown under its channel: Direct, mostly.
  sources: {
    ofVisit: sql`coalesce(visit.source, visit.channel)`,
    ofEntry: sql`coalesce(touch.source, touch.channel)`,
  },
  campaigns: { ofVisit: sql.ref('visit.campaign'), ofEntry: sql.ref('touch.campaign') },
  pages: { ofVisit: sql.ref('visit.entry_page'), ofEntry: sql.ref('touch.entry_page') },
  countries: ofTrait('country'),
  browsers: ofTrait('browser'),
  systems: ofTrait('os'),
  devices: ofTrait('device'),
  languages: ofTrait('language'),
}

/** A site opens in live view from its first live payment on, and in test view before. */
export async function modeFor(db: Db, siteId: string, asked: Mode | undefined): Promise<Mode> {
  if (asked) return asked
  const live = await db
    .selectFrom('payment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('mode', '=', 'live')
    .limit(1)
    .executeTakeFirst()
  return live ? 'live' : 'test'
}
