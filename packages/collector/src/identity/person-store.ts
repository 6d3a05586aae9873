// Reads and writes persons, their names, and the visits that are theirs.
import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import { endIn, sameId } from '../storage/dialect.ts'
import { hotLookUp, hotRows } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'

export interface PersonKey {
  kind: Tables['person_name']['kind']
  value: string
}

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

interface OwnedName extends PersonKey {
  person_id: string
}

/** Whose these names are, of the site that is given. */
export const ownersOf = hotLookUp<OwnedName>(
  (db, [siteId], values) =>
    db
      .selectFrom('person_name')
      .select(['kind', 'value', 'person_id'])
      .where('site_id', '=', siteId as never)
      .where('kind', 'in', ['email', 'custom_id'])
      .where('value', 'in', values),
  1,
)

const personColumns = ['id', 'site_id', 'created_at'] as const

const intoPerson = hotRows(personColumns.length, (db, rows) =>
  db
    .insertInto('person')
    .values(rows.map((row) => Object.fromEntries(row.map((place, at) => [personColumns[at], place]))) as never)
    .onConflict((conflict) => conflict.column('id').doNothing()),
)

export const insertPersons = (trx: Db, persons: readonly Tables['person'][]): Promise<void> =>
  intoPerson(
    trx,
    persons.map((person) => personColumns.map((column) => person[column])),
  )

export async function joinPersons(trx: Db, from: readonly string[], into: string): Promise<void> {
  await trx.updateTable('person_name').set({ person_id: into }).where('person_id', 'in', from).execute()
  await trx.deleteFrom('person').where('id', 'in', from).execute()
}

const nameColumns = ['site_id', 'kind', 'value', 'person_id'] as const

const intoName = hotRows(nameColumns.length, (db, rows) =>
  db
    .insertInto('person_name')
    .values(rows.map((row) => Object.fromEntries(row.map((place, at) => [nameColumns[at], place]))) as never)
    .onConflict((conflict) => conflict.columns(['site_id', 'kind', 'value']).doNothing()),
)

/** A name that is somebody's already stays theirs. */
export const insertNames = (trx: Db, names: readonly Tables['person_name'][]): Promise<void> =>
  intoName(
    trx,
    names.map((name) => nameColumns.map((column) => name[column])),
  )

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
  const named = await saidBy(db, siteId, keys)
    .innerJoin('view', (join) => join.on(sameId('view.id', 'identification.view_id')))
    .innerJoin('visit', 'visit.no', 'view.visit_no')
    .select(['visit.no', 'visit.visitor_id'])
    .distinct()
    .where('view.site_id', '=', siteId)
    .execute()
  if (named.length === 0) return []
  const visits = await visitsOfVisitors(db, {
    namedIn: named.map(({ no }) => no),
    visitorIds: [...new Set(named.map(({ visitor_id }) => visitor_id))],
  }).execute()
  return visits.filter(({ site_id }) => site_id === siteId)
}

export const namesSaidBy = (db: Db, visitorIds: readonly string[]) =>
  db
    .selectFrom('visit')
    .innerJoin('view', 'view.visit_no', 'visit.no')
    .innerJoin('identification', 'identification.view_id', 'view.id')
    .innerJoin('person_name', (join) =>
      join
        .onRef('person_name.site_id', '=', 'identification.site_id')
        .on('person_name.kind', 'in', ['email', 'custom_id'])
        // By the index, and then each name as what it was said to be.
        .on(sql<boolean>`person_name.value in (identification.email_hash, identification.custom_id)`)
        .on(
          sql<boolean>`person_name.value = case person_name.kind when 'email' then identification.email_hash else identification.custom_id end`,
        ),
    )
    .select(['visit.visitor_id', 'person_name.person_id'])
    .distinct()
    .where(endIn('visitor_id', visitorIds))
    .where('visitor_id', 'in', visitorIds)

const saidToBe = hotLookUp<{ visitor_id: string; person_id: string }>((db, _fixed, visitorIds) =>
  namesSaidBy(db, visitorIds),
)

/** Whom these visitors are known to be. Who said to be several people is none of them. */
export async function personsOfVisitors(db: Db, visitorIds: readonly string[]): Promise<Map<string, string>> {
  const said = Map.groupBy(await saidToBe(db, visitorIds), ({ visitor_id }) => visitor_id)
  return new Map(
    [...said].flatMap(([id, [one, ...others]]) => (one && others.length === 0 ? [[id, one.person_id]] : [])),
  )
}

interface Named {
  /** Numbers of visits. */
  namedIn: readonly number[]
  visitorIds: readonly string[]
}

/** A visitor id is of one site. Asked for the site too, SQLite might read all visits of the site. */
export const visitsOfVisitors = (db: Db, { namedIn, visitorIds }: Named) =>
  db
    .selectFrom('visit')
    .selectAll()
    .where(endIn('visitor_id', visitorIds))
    .where('visitor_id', 'in', visitorIds)
    .where((eb) =>
      eb.or([
        eb('visit.no', 'in', namedIn),
        eb.not(
          eb.exists(
            eb
              .selectFrom('view')
              .innerJoin('identification', 'identification.view_id', 'view.id')
              .select('view.id')
              .whereRef('view.visit_no', '=', 'visit.no'),
          ),
        ),
      ]),
    )
    .orderBy('started_at')
    .orderBy('id')
