// The custom events of a range: how often, by how many visits, and by which share of all.
import type { GoalsReport } from '@farthing/contract'
import { countDistinct, countRows, sameId } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { visitsIn } from './count-visits.ts'
import { isOwnEvent } from './own-events.ts'
import type { Whole } from './page.ts'
import { rangeOf, type Scope } from './scope.ts'

export async function goals(db: Db, scope: Scope): Promise<Whole<GoalsReport>> {
  const all = await visitsIn(db, scope).select(countRows.as('visits')).executeTakeFirst()
  const rows = await visitsIn(db, scope)
    .innerJoin('view', 'view.visit_no', 'visit.no')
    .innerJoin('event', (join) => join.on(sameId('view.id', 'event.view_id')))
    .where(isOwnEvent)
    .select(['event.name', countRows.as('events'), countDistinct('visit.no').as('visits')])
    .groupBy('event.name')
    .execute()
  const conversion = (visits: number) => (all && all.visits > 0 ? visits / all.visits : null)
  return {
    range: rangeOf(scope),
    rows: rows
      .map((row) => ({ ...row, conversion: conversion(row.visits) }))
      .sort((a, b) => b.visits - a.visits || b.events - a.events || (a.name < b.name ? -1 : 1)),
  }
}
