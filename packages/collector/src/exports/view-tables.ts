// The tables of what visitors did: visits, views, events, and who they said they are.
import { byNumber, inOrder } from './pieces.ts'
import {
  customersAfter,
  eventsAfter,
  type KnownCustomer,
  namesAfter,
  type SaidEvent,
  type SaidName,
} from './said-store.ts'
import { type ExportTable, table } from './table.ts'
import { viewsIn, visitsIn } from './views-store.ts'

const channelColumns = {
  channel: 'where it came from, in a word: Paid Search, Email, Direct, …',
  source: 'the source of the link, or the site that it came from',
  medium: 'the medium of the link (utm_medium)',
  campaign: 'the campaign of the link (utm_campaign)',
  term: 'the term of the link (utm_term)',
  content: 'the content of the link (utm_content)',
}
const clickColumns = {
  clickKind: 'which kind of click id the link carried: gclid, fbclid, …',
  clickId: "the advertisement's click id, when the link carried one",
}
const browserColumns = {
  country: 'the country, as two letters',
  region: 'the region, as ISO 3166-2',
  city: 'the city',
  browser: 'the browser',
  os: 'the operating system',
  device: 'Desktop, Mobile or Tablet',
  language: 'the first language that the browser asks for',
}
/** Of a visit, and of a visit as it was when a payment was credited to it. */
export const originColumns = { ...channelColumns, ...clickColumns }
export const makeColumns = {
  ...browserColumns,
  sides: 'the sides of split tests that it landed with, as JSON: test to side',
}

const visits = table({
  file: 'visits.csv',
  about:
    'One line for each visit: the views of one visitor without a gap of 30 minutes. In the order in which they came.',
  columns: {
    sessionId: 'the visit, in all tables',
    visitorId: 'the visitor, for one day: on another day the same person has another one',
    day: "the day on which it began, in the site's time zone",
    startedAt: 'its first view',
    lastAt: 'its last view',
    views: 'how many pages were viewed',
    engagedMs: 'for how long they were looked at, in milliseconds',
    host: 'the host of its first page',
    entryPage: 'the path of its first page, without query',
    exitPage: 'the path of its last page, without query',
    ...originColumns,
    referrer: 'the host and path that it came from, without query',
    ...makeColumns,
  },
  pieces: (db, { siteId, ...numbers }) => byNumber(numbers, (above, upTo) => visitsIn(db, { siteId, above, upTo })),
})

const views = table({
  file: 'views.csv',
  about: 'One line for each view of a page, in the order in which they came.',
  columns: {
    viewId: 'the view; the id that goes to Stripe with a checkout',
    sessionId: 'in which visit',
    at: 'when',
    host: 'the host',
    page: 'the path, without query',
    engagedMs: 'for how long it was looked at, in milliseconds; empty when the browser did not say',
    scrollDepth: 'how far it was scrolled, in percent; empty when the browser did not say',
  },
  pieces: (db, { siteId, ...numbers }) => byNumber(numbers, (above, upTo) => viewsIn(db, { siteId, above, upTo })),
})

const events = table({
  file: 'events.csv',
  about: "One line for each event that the site's own script reported.",
  columns: {
    eventId: 'the event',
    viewId: 'on which view',
    at: 'when',
    name: 'its name',
    props: 'its properties, as JSON',
    revenue: "the revenue that the page told, in minor units; it is never added to Stripe's",
    currency: 'of that revenue',
  },
  pieces: (db, extent) => inOrder<SaidEvent>((after) => eventsAfter(db, extent, after)),
})

const identifications = table({
  file: 'identifications.csv',
  about: 'One line for each time that a visit said who it is.',
  columns: {
    viewId: 'on which view',
    at: 'when',
    customId: "the site's own identifier",
    email: 'yes: an email address was said. The address is not kept, only a hash under a key that stays here',
    personId: 'the same for all names that are known to be one person; empty when that was forgotten',
  },
  pieces: (db, extent) => inOrder<SaidName>((after) => namesAfter(db, extent, after)),
})

const customers = table({
  file: 'customers.csv',
  about: "One line for each Stripe customer that the site's server tied to an identifier of its own.",
  columns: {
    customId: "the site's own identifier",
    customerId: "Stripe's customer",
    connectedAt: 'when that was told',
  },
  pieces: (db, { siteId }) => inOrder<KnownCustomer>((after) => customersAfter(db, siteId, after)),
})

export const viewTables: readonly ExportTable[] = [visits, views, events, identifications, customers]
