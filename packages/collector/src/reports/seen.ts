// What a visit saw, a row for each view and value: the page, or what was said of it by a property of a custom event.
import { type RawBuilder, sql } from 'kysely'
import { type Engine, jsonText } from '../storage/dialect.ts'

export interface SeenRow {
  visit_id: string
  view_id: string
  value: string | null
}

export interface Seen {
  /** A subquery, in parentheses. */
  rows: (siteId: string, engine: Engine) => RawBuilder<SeenRow>
  /** Whether a visit may have seen none. Every visit saw a page. */
  hasNone: boolean
}

export const pagesSeen: Seen = {
  rows: (siteId) =>
    sql`(select view.visit_id, view.id as view_id, view.page as value from view where view.site_id = ${siteId})`,
  hasNone: false,
}

/** Several events of a view that say the same are one. */
export const propSeen = (name: string): Seen => ({
  rows: (
    siteId,
    engine,
  ) => sql`(select distinct view.visit_id, view.id as view_id, ${jsonText(engine, 'event.props', name)} as value
    from event inner join view on view.id = event.view_id
    where event.site_id = ${siteId} and ${jsonText(engine, 'event.props', name)} is not null)`,
  hasNone: true,
})
