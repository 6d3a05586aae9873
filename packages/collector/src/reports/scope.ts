// What a report is about, and by what its rows are told apart.
import type { Breakdown, Mode } from '@farthing/contract'
import { type RawBuilder, sql } from 'kysely'
import { type ImportedDimension, importedBy } from './imported.ts'
import type { Days } from './range.ts'

export interface Scope extends Days {
  siteId: string
  mode: Mode
}

/** The same question to a visit and to an entry with its touch; a payment without a touch has no answer, null. */
export interface Dimension {
  ofVisit: RawBuilder<string | null>
  ofEntry: RawBuilder<string | null>
  ofImported: ImportedDimension
}

export const everything: Dimension = {
  ofVisit: sql`'all'`,
  ofEntry: sql`'all'`,
  ofImported: { dimension: 'all', key: sql`'all'` },
}

export const byDay: Dimension = {
  ofVisit: sql.ref('visit.day'),
  ofEntry: sql.ref('entry.day'),
  ofImported: { dimension: 'all', key: sql.ref('imported_day.day') },
}

/** Not frozen on the touch: once retention has removed the visit, its payments are shown under nothing. */
function ofTrait(by: Breakdown, trait: 'country' | 'browser' | 'os' | 'device' | 'language'): Dimension {
  const ofVisit = sql.ref<string | null>(`visit.${trait}`)
  return {
    ofVisit,
    ofImported: importedBy(by),
    ofEntry: sql`(select ${ofVisit} from visit where visit.id = touch.visit_id)`,
  }
}

export const breakdowns: Readonly<Record<Breakdown, Dimension>> = {
  channels: {
    ofVisit: sql.ref('visit.channel'),
    ofEntry: sql.ref('touch.channel'),
    ofImported: importedBy('channels'),
  },
  // A visit without a source is shown under its channel: Direct, mostly.
  sources: {
    ofVisit: sql`coalesce(visit.source, visit.channel)`,
    ofEntry: sql`coalesce(touch.source, touch.channel)`,
    ofImported: importedBy('sources'),
  },
  campaigns: {
    ofVisit: sql.ref('visit.campaign'),
    ofEntry: sql.ref('touch.campaign'),
    ofImported: importedBy('campaigns'),
  },
  pages: {
    ofVisit: sql.ref('visit.entry_page'),
    ofEntry: sql.ref('touch.entry_page'),
    ofImported: importedBy('pages'),
  },
  countries: ofTrait('countries', 'country'),
  browsers: ofTrait('browsers', 'browser'),
  systems: ofTrait('systems', 'os'),
  devices: ofTrait('devices', 'device'),
  languages: ofTrait('languages', 'language'),
}
