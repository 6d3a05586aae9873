// By what rows are told apart and filtered. A dimension is one entry here: of the visit, of what was seen in it, or of the money.
import { type Breakdown, type Dimension as DimensionName, isProp, isVariant } from '@farthing/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Asked, jsonText } from '../storage/dialect.ts'
import { type ImportedDimension, importedBy } from './imported.ts'
import { pagesSeen, propSeen, type Seen } from './seen.ts'
import { type SummaryKey, summaryOf } from './summary.ts'

type Value = RawBuilder<string | null>

export type Dimension =
  /** The same question to a visit and to an entry with its touch; a payment without a touch has no answer, null. */
  | {
      of: 'visit'
      ofVisit: Value
      ofEntry: Value
      /** Where the copy in columns has it on the touch. */
      ofCopiedEntry?: Value
      ofImported: ImportedDimension | null
      ofSummary: SummaryKey | null
    }
  /** Of each page that the visit saw, or of what was said in it. */
  | { of: 'seen'; seen: Seen; ofSummary: SummaryKey | null }
  /** Of the money, where `credit`, `entry` and `payment` are joined: visits have none. */
  | { of: 'money'; ofEntry: Value }

export type VisitDimension = Extract<Dimension, { of: 'visit' }>

export const everything: VisitDimension = {
  of: 'visit',
  ofVisit: sql`'all'`,
  ofEntry: sql`'all'`,
  ofImported: { dimension: 'all', key: sql`'all'` },
  ofSummary: { dimension: 'all', key: sql`'all'` },
}

/** Frozen on the touch: retention of visits changes nothing. */
const frozen = (name: Breakdown, column: string, imported: string | null = null): VisitDimension => ({
  of: 'visit',
  ofVisit: sql.ref<string | null>(`visit.${column}`),
  ofEntry: sql.ref<string | null>(`touch.${column}`),
  ofImported: imported === null ? null : importedBy(imported),
  ofSummary: summaryOf(name),
})

/** Not frozen on the touch: once retention has removed the visit, its payments are shown under nothing. */
const ofVisitOnly = (name: Breakdown, column: string): VisitDimension => ({
  ...frozen(name, column),
  ofEntry: sql`(select ${sql.ref(`visit.${column}`)} from visit where visit.no = touch.visit_no)`,
  ofCopiedEntry: sql.ref(`touch.${column}`),
})

export const entryValue = (dimension: Exclude<Dimension, { of: 'seen' }>, asked: Asked): Value =>
  (asked === 'columns' && dimension.of === 'visit' ? dimension.ofCopiedEntry : null) ?? dimension.ofEntry

const ofMoney = (column: string): Dimension => ({ of: 'money', ofEntry: sql.ref(column) })

export const dimensions: Readonly<Record<Breakdown, Dimension>> = {
  channels: frozen('channels', 'channel', 'channels'),
  // A visit without a source is shown under its channel: Direct, mostly.
  sources: {
    of: 'visit',
    ofVisit: sql`coalesce(visit.source, visit.channel)`,
    ofEntry: sql`coalesce(touch.source, touch.channel)`,
    ofImported: importedBy('sources'),
    ofSummary: summaryOf('sources'),
  },
  mediums: frozen('mediums', 'medium'),
  campaigns: frozen('campaigns', 'campaign', 'campaigns'),
  terms: frozen('terms', 'term'),
  contents: frozen('contents', 'content'),
  'click-ids': frozen('click-ids', 'click_kind'),
  referrers: ofVisitOnly('referrers', 'referrer'),
  hosts: frozen('hosts', 'host'),
  pages: { of: 'seen', seen: pagesSeen, ofSummary: summaryOf('pages') },
  'entry-pages': frozen('entry-pages', 'entry_page', 'pages'),
  'exit-pages': ofVisitOnly('exit-pages', 'exit_page'),
  countries: frozen('countries', 'country', 'countries'),
  regions: frozen('regions', 'region'),
  cities: frozen('cities', 'city'),
  browsers: frozen('browsers', 'browser', 'browsers'),
  systems: frozen('systems', 'os', 'systems'),
  devices: frozen('devices', 'device', 'devices'),
  languages: frozen('languages', 'language', 'languages'),
  currencies: ofMoney('entry.currency'),
  purposes: ofMoney('payment.purpose'),
  products: ofMoney('credit.product'),
  prices: ofMoney('credit.price'),
  // What is paid for again and again: the price of whatever belongs to a subscription.
  plans: { of: 'money', ofEntry: sql`case when payment.subscription_id is not null then credit.price end` },
}

/** Null: the visit did not land with a side of this test. Each test is a dimension of its own, and none is summed up. */
export const landedWith = (test: string, asked: Asked): VisitDimension => ({
  of: 'visit',
  ofVisit: jsonText(asked, 'visit.sides', test),
  ofEntry: jsonText(asked, 'touch.sides', test),
  ofImported: null,
  ofSummary: null,
})

/** Properties of events and split tests are dimensions by their names. */
export function dimensionOf(name: DimensionName, asked: Asked): Dimension {
  if (isProp(name)) return { of: 'seen', seen: propSeen(name.slice('props/'.length)), ofSummary: null }
  return isVariant(name) ? landedWith(name.slice('variants/'.length), asked) : dimensions[name]
}
