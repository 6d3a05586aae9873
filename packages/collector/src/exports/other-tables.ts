// The tables of what the owner brought or decided: costs of advertising, other tools' counts, split tests; and what was not counted.
import { costsIn, daysImported, daysOfCosts, ignoredOf, importedIn, splitTestsOf } from './days-store.ts'
import { byDay } from './pieces.ts'
import { type ExportTable, table } from './table.ts'

const adCosts = table({
  file: 'ad-costs.csv',
  about: 'What advertising cost, as it was imported.',
  columns: {
    day: 'the day',
    source: 'the source of its links',
    medium: 'the medium of its links',
    campaign: 'the campaign of its links',
    cost: 'in minor units',
    currency: 'of the cost',
    clicks: 'as the advertising tool counted them',
    impressions: 'as the advertising tool counted them',
  },
  pieces: async function* (db, { siteId }) {
    yield* byDay(await daysOfCosts(db, siteId), (days) => costsIn(db, siteId, days))
  },
})

const importedDays = table({
  file: 'imported-days.csv',
  about: 'What another tool counted before, as it was imported: sums of a day.',
  columns: {
    dimension: 'about what: all for the whole day, or a report: pages, sources, countries, …',
    day: 'the day',
    name: 'the page, the source, the country; empty for the whole day, and for what has no name',
    visitors: 'as the other tool counted them',
    visits: 'as the other tool counted them',
    views: 'as the other tool counted them',
  },
  pieces: async function* (db, { siteId }) {
    yield* byDay(await daysImported(db, siteId), (days) => importedIn(db, siteId, days))
  },
})

const splitTests = table({
  file: 'split-tests.csv',
  about: 'One line for each split test. Which visit saw which side is told in visits.csv.',
  columns: {
    name: 'the test',
    goal: 'what converts: payment, event:NAME, page:PATH, …',
    sides: 'the sides with their weights, as JSON; the first is what the others are compared with',
    state: 'draft, running or ended',
    createdAt: 'when it was made',
    startedAt: 'when it was started',
    endedAt: 'when it was ended',
  },
  pieces: async function* (db, { siteId }) {
    yield { rows: await splitTestsOf(db, siteId) }
  },
})

const ignored = table({
  file: 'ignored.csv',
  about: 'How many messages were not counted, by day and reason.',
  columns: {
    day: "the day, in the site's time zone",
    reason: 'why: bot, own_address, …',
    count: 'how many',
  },
  pieces: async function* (db, { siteId }) {
    yield { rows: await ignoredOf(db, siteId) }
  },
})

export const otherTables: readonly ExportTable[] = [adCosts, importedDays, splitTests, ignored]
