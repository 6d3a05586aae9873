// Reads and writes persons, their names, and the visits that are theirs.
import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Db, Tables } from '../storage/schema.ts'

export type PersonKey = Pick<Tables['person_name'], 'kind' | 'value'>

const isOneOf = (keys: readonly PersonKey[]) => (eb: ExpressionBuilder<Tables, 'person_name'>) =>
  eb.or(keys.map(({ kind, value }) => eb.and({ kind, value })))

/** The oldest first: it is the one that stays when they turn out to be one. */
export async function personsWith(db: Db, siteId: string, keys: readonly PersonKey[]): Promise<string[]> {
  const rows = await db
    .selectFrom('person_name')
    .innerJoin('person', 'person.id', 'person_name.person_id')
    .select(['person.id', 'person.created_at'])
    .distinct()
    .where('person_name.site_id', '=', siteId)
    .where(isOneOf(keys))
    .orderBy('person.created_at')
    .orderBy('person.id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function insertPerson(trx: Db, person: Tables['person']): Promise<void> {
  await trx
    .insertInto('person')
    .values(person)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export async function joinPersons(trx: Db, from: readonly string[], into: string): Promise<void> {
  await trx.updateTable('person_name').set({ person_id: into }).where('person_id', 'in', from).execute()
  await trx.deleteFrom('person').where('id', 'in', from).execute()
}

/** Answers how many of the names are new. */
export async function insertKeys(
  trx: Db,
  siteId: string,
  personId: string,
  keys: readonly PersonKey[],
): Promise<number> {
  const inserted = await trx
    .insertInto('person_name')
    .values(keys.map(({ kind, value }) => ({ site_id: siteId, kind, value, person_id: personId })))
    .onConflict((conflict) => conflict.columns(['site_id', 'kind', 'value']).doNothing())
    .returning('value')
    .execute()
  return inserted.length
}

export const keysOfPerson = (db: Db, personId: string): Promise<PersonKey[]> =>
  db
    .selectFrom('person_name')
    .select(['kind', 'value'])
    .where('person_id', '=', personId)
    .orderBy('kind')
    .orderBy('value')
    .execute()

/** What was said by any of these names. */
const saidBy = (db: Db, siteId: string, keys: readonly PersonKey[]) => {
  const of = (kind: PersonKey['kind']) => keys.flatMap((key) => (key.kind === kind ? [key.value] : []))
  // An empty list is no SQL; no hash and no identifier is empty text.
  const [emails, customIds] = [of('email'), of('custom_id')].map((values) => (values.length > 0 ? values : ['']))
  return db
    .selectFrom('identification')
    .where('identification.site_id', '=', siteId)
    .where((eb) =>
      eb.or([
        eb('identification.email_hash', 'in', emails ?? ['']),
        eb('identification.custom_id', 'in', customIds ?? ['']),
      ]),
    )
}

export const identificationsOf = (db: Db, siteId: string, keys: readonly PersonKey[]) =>
  saidBy(db, siteId, keys).selectAll('identification').orderBy('at').orderBy('view_id').execute()

/**
 * The visits of every visitor who said to be this person, in order, over all days. Where several people share an address and a
 * browser, a visit that named only somebody else is not this person's.
 */
export async function visitsOfPerson(db: Db, siteId: string, personId: string): Promise<Selectable<Tables['visit']>[]> {
  const keys = await keysOfPerson(db, personId)
  if (keys.length === 0) return []
  const named = saidBy(db, siteId, keys)
    .innerJoin('view', 'view.id', 'identification.view_id')
    .innerJoin('visit as named', 'named.id', 'view.visit_id')
    .where('view.site_id', '=', siteId)
  return db
    .selectFrom('visit')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('visitor_id', 'in', named.select('named.visitor_id'))
    .where((eb) =>
      eb.or([
        eb('visit.id', 'in', named.select('named.id')),
        eb.not(
          eb.exists(
            eb
              .selectFrom('view')
              .innerJoin('identification', 'identification.view_id', 'view.id')
              .select('view.id')
              .whereRef('view.visit_id', '=', 'visit.id'),
          ),
        ),
      ]),
    )
    .orderBy('started_at')
    .orderBy('id')
    .execute()
}
