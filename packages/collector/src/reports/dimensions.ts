// By what rows are told apart and filtered. A dimension is one entry here: of the visit, of the pages it saw, or of the money.
import type { Breakdown } from '@farthing/contract'
import { type RawBuilder, sql } from 'kysely'
import { type ImportedDimension, importedBy } from './imported.ts'

type Value = RawBuilder<string | null>

export type Dimension =
  /** The same question to a visit and to an entry with its touch; a payment without a touch has no answer, null. */
  | { of: 'visit'; ofVisit: Value; ofEntry: Value; ofImported: ImportedDimension | null }
  /** Of each page that the visit saw: table `view`. */
  | { of: 'view'; ofView: Value }
  /** Visits have none. */
  | { of: 'entry'; ofEntry: Value }

export type VisitDimension = Extract<Dimension, { of: 'visit' }>

export const everything: VisitDimension = {
  of: 'visit',
  ofVisit: sql`'all'`,
  ofEntry: sql`'all'`,
  ofImported: { dimension: 'all', key: sql`'all'` },
}

/** Frozen on the touch: retention of visits changes nothing. */
const frozen = (column: string, imported: string | null = null): VisitDimension => ({
  of: 'visit',
  ofVisit: sql.ref<string | null>(`visit.${column}`),
  ofEntry: sql.ref<string | null>(`touch.${column}`),
  ofImported: imported === null ? null : importedBy(imported),
})

/** Not frozen on the touch: once retention has removed the visit, its payments are shown under nothing. */
const ofVisitOnly = (column: string): VisitDimension => ({
  ...frozen(column),
  ofEntry: sql`(select ${sql.ref(`visit.${column}`)} from visit where visit.id = touch.visit_id)`,
})

export const dimensions: Readonly<Record<Breakdown, Dimension>> = {
  channels: frozen('channel', 'channels'),
  // A visit without a source is shown under its channel: Direct, mostly.
  sources: {
    of: 'visit',
    ofVisit: sql`coalesce(visit.source, visit.channel)`,
    ofEntry: sql`coalesce(touch.source, touch.channel)`,
    ofImported: importedBy('sources'),
  },
  mediums: frozen('medium'),
  campaigns: frozen('campaign', 'campaigns'),
  terms: frozen('term'),
  contents: frozen('content'),
  'click-ids': frozen('click_kind'),
  referrers: ofVisitOnly('referrer'),
  hosts: frozen('host'),
  pages: { of: 'view', ofView: sql.ref('view.page') },
  'entry-pages': frozen('entry_page', 'pages'),
  'exit-pages': ofVisitOnly('exit_page'),
  countries: frozen('country', 'countries'),
  regions: frozen('region'),
  cities: frozen('city'),
  browsers: frozen('browser', 'browsers'),
  systems: frozen('os', 'systems'),
  devices: frozen('device', 'devices'),
  languages: frozen('language', 'languages'),
  currencies: { of: 'entry', ofEntry: sql.ref('entry.currency') },
  purposes: { of: 'entry', ofEntry: sql.ref('payment.purpose') },
}
