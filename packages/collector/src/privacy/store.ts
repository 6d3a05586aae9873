// Forgets views and what hangs on them, and finds what is kept of a person.
import { sql } from 'kysely'
import { sameId } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'

/** Numbers of the visits that began before this site-local day, oldest first. */
export async function visitsBefore(db: Db, siteId: string, day: string, most: number): Promise<number[]> {
  const rows = await db
    .selectFrom('visit')
    .select('no')
    .where('site_id', '=', siteId)
    .where('day', '<', day)
    .orderBy('day')
    .limit(sql.lit(most))
    .execute()
  return rows.map(({ no }) => no)
}

/** With their views and everything that happened on them. A frozen touch stays with its payment. */
export async function dropVisits(trx: Db, visits: readonly number[]): Promise<void> {
  const views = trx.selectFrom('view_row').select('id').where('visit', 'in', visits)
  for (const table of ['engagement', 'event', 'identification'] as const)
    await trx.deleteFrom(table).where('view_id', 'in', views).execute()
  await trx.deleteFrom('view_row').where('visit', 'in', visits).execute()
  await trx.deleteFrom('visit_row').where('no', 'in', visits).execute()
}

/** What is left of before then: said about views that never arrived. Returns how much. */
export async function dropHappenings(trx: Db, siteId: string, before: number): Promise<number> {
  let dropped = 0
  for (const table of ['event', 'identification'] as const) {
    const result = await trx.deleteFrom(table).where('site_id', '=', siteId).where('at', '<', before).executeTakeFirst()
    dropped += Number(result.numDeletedRows)
  }
  const unseen = await trx
    .deleteFrom('engagement')
    .where('site_id', '=', siteId)
    .where('waiting_since', '<', before)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('view_row').select('no').where(sameId('id', 'engagement.view_id')))))
    .executeTakeFirst()
  return dropped + Number(unseen.numDeletedRows)
}

/** Names that nobody is left to have said, and persons without a name. */
export async function dropUnsaidNames(trx: Db, siteId: string): Promise<void> {
  await trx
    .deleteFrom('person_name')
    .where('site_id', '=', siteId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('identification')
            .select('identification.at')
            .whereRef('identification.site_id', '=', 'person_name.site_id')
            .where((inner) =>
              inner.or([
                inner.and([
                  inner('person_name.kind', '=', 'email'),
                  inner('identification.email_hash', '=', inner.ref('person_name.value')),
                ]),
                inner.and([
                  inner('person_name.kind', '=', 'custom_id'),
                  inner('identification.custom_id', '=', inner.ref('person_name.value')),
                ]),
              ]),
            ),
        ),
      ),
    )
    .execute()
  await trx
    .deleteFrom('person')
    .where('site_id', '=', siteId)
    .where('id', 'not in', trx.selectFrom('person_name').select('person_id').where('site_id', '=', siteId))
    .execute()
}

export async function dropPerson(trx: Db, personId: string): Promise<void> {
  await trx.deleteFrom('person_name').where('person_id', '=', personId).execute()
  await trx.deleteFrom('person').where('id', '=', personId).execute()
}

export async function dropIdentifications(
  trx: Db,
  siteId: string,
  { viewId, at }: { viewId: string; at: number },
): Promise<void> {
  await trx
    .deleteFrom('identification')
    .where('site_id', '=', siteId)
    .where('view_id', '=', viewId)
    .where('at', '=', at)
    .execute()
}
