// What a visit saw, a row for each view and value: the page, or what was said of it by a property of a custom event.
import { type RawBuilder, sql } from 'kysely'
import { type Asked, jsonText, sameId } from '../storage/dialect.ts'

export interface SeenRow {
  visit_no: number
  /** The copy in columns does not know it. */
  view_no: number
  value: string | null
  /** How often: it has a visit's views of a page as one row. */
  times: number
}

type Rows<Row> = (siteId: string, asked: Asked) => RawBuilder<Row>

export interface Seen {
  /** A subquery, in parentheses. */
  rows: Rows<SeenRow>
  /** Each value once, of visits that led to a payment: they are few of all. */
  byPayers: Rows<Pick<SeenRow, 'visit_no' | 'value'>>
  /** Whether a visit may have seen none. Every visit saw a page. */
  hasNone: boolean
}

const ofPayers =
  (rows: Rows<SeenRow>): Seen['byPayers'] =>
  (siteId, asked) =>
    sql`(select distinct visit_no, value from ${rows(siteId, asked)} as one
    where visit_no in (select touch.visit_no from touch where touch.site_id = ${siteId}))`

const views: Rows<SeenRow> = (siteId, asked) =>
  asked === 'columns'
    ? sql`(select view.visit_no, null as view_no, view.page as value, view.seen as times from view where view.site_id = ${siteId})`
    : sql`(select view.visit_no, view.no as view_no, view.page as value, 1 as times from view where view.site_id = ${siteId})`

export const pagesSeen: Seen = {
  rows: views,
  // The copy in columns keeps them apart.
  byPayers: (siteId, asked) =>
    asked === 'columns'
      ? sql`(select distinct visit_no, page as value from paid.view where site_id = ${siteId})`
      : ofPayers(views)(siteId, asked),
  hasNone: false,
}

/** Several events of a view that say the same are one. */
export const propSeen = (name: string): Seen => {
  const rows: Rows<SeenRow> = (
    siteId,
    asked,
  ) => sql`(select distinct view.visit_no, view.no as view_no, ${jsonText(asked, 'event.props', name)} as value, 1 as times
    from event inner join view on ${sameId('view.id', 'event.view_id')}
    where event.site_id = ${siteId} and ${jsonText(asked, 'event.props', name)} is not null)`
  return { rows, byPayers: ofPayers(rows), hasNone: true }
}
