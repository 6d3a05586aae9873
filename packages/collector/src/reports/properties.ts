// Which properties the custom events of a range said, so that one can be chosen to tell visits apart by.
import type { PropertiesReport } from '@farthing/contract'
import { askedOf, countDistinct, countRows, jsonNames } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { visitsIn } from './count-visits.ts'
import { isOwnEvent } from './own-events.ts'
import type { Whole } from './page.ts'
import { rangeOf, type Scope } from './scope.ts'

export async function properties(db: Db, scope: Scope): Promise<Whole<PropertiesReport>> {
  const rows = await visitsIn(db, scope)
    .innerJoin('view', 'view.visit_id', 'visit.id')
    .innerJoin('event', 'event.view_id', 'view.id')
    .innerJoin(jsonNames(askedOf(db), 'event.props').as('told'), (join) => join.onTrue())
    .where(isOwnEvent)
    .select(['told.key as name', countRows.as('events'), countDistinct('visit.id').as('visits')])
    .groupBy('told.key')
    .execute()
  const sorted = rows.sort((a, b) => b.visits - a.visits || b.events - a.events || (a.name < b.name ? -1 : 1))
  return { range: rangeOf(scope), rows: sorted }
}
