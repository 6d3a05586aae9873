// Reads what happened in visits.
import type { Db } from '../storage/schema.ts'

export async function happeningsOf(db: Db, visits: readonly number[]) {
  if (visits.length === 0) return { views: [], engagement: [], events: [] }
  const of = db.selectFrom('view').select('id').where('visit_no', 'in', visits)
  return {
    views: await db.selectFrom('view').selectAll().where('visit_no', 'in', visits).orderBy('at').execute(),
    engagement: await db.selectFrom('engagement').selectAll().where('view_id', 'in', of).orderBy('view_id').execute(),
    events: await db.selectFrom('event').selectAll().where('view_id', 'in', of).orderBy('at').execute(),
  }
}
