// Reads and writes whom a site tells something, and what was or is to be told.
import type { NoticeKind } from '@farthing/contract'
import type { Selectable } from 'kysely'
import type { Db, Tables } from '../storage/schema.ts'
import type { Said } from './said.ts'

type WayRow = Selectable<Tables['notice_way']>
export type NoticeRow = Selectable<Tables['notice']>

/** A member who may still look, by email; or an address. */
export interface Way {
  id: string
  siteId: string
  to: { kind: 'mail'; email: string } | { kind: 'hook'; url: string; secret: string }
  kinds: NoticeKind[]
  hidesAmounts: boolean
  createdAt: number
}

/** Who is no member of the site any more gets nothing. */
const waysQuery = (db: Db) =>
  db
    .selectFrom('notice_way')
    .leftJoin('member', 'member.id', 'notice_way.member_id')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.member_id', '=', 'notice_way.member_id')
        .onRef('membership.site_id', '=', 'notice_way.site_id'),
    )
    .selectAll('notice_way')
    .select('member.email')
    .where((eb) =>
      eb.or([
        eb('notice_way.member_id', 'is', null),
        eb('member.everywhere', '=', 1),
        eb('membership.role', 'is not', null),
      ]),
    )

export async function allWays(db: Db): Promise<Way[]> {
  return (await waysQuery(db).orderBy('notice_way.id').execute()).flatMap(toWay)
}

export async function wayById(db: Db, id: string): Promise<Way | null> {
  const row = await waysQuery(db).where('notice_way.id', '=', id).executeTakeFirst()
  return (row && toWay(row)[0]) ?? null
}

export async function mailOf(db: Db, siteId: string, memberId: string): Promise<Way | null> {
  const row = await waysQuery(db)
    .where('notice_way.site_id', '=', siteId)
    .where('notice_way.member_id', '=', memberId)
    .executeTakeFirst()
  return (row && toWay(row)[0]) ?? null
}

export async function hooksOf(db: Db, siteId: string): Promise<Way[]> {
  const rows = await waysQuery(db)
    .where('notice_way.site_id', '=', siteId)
    .where('notice_way.url', 'is not', null)
    .orderBy('notice_way.created_at')
    .execute()
  return rows.flatMap(toWay)
}

function toWay(row: WayRow & { email: string | null }): Way[] {
  const way = {
    id: row.id,
    siteId: row.site_id,
    kinds: JSON.parse(row.kinds) as NoticeKind[],
    hidesAmounts: row.hides_amounts === 1,
    createdAt: row.created_at,
  }
  if (row.url !== null && row.secret !== null)
    return [{ ...way, to: { kind: 'hook', url: row.url, secret: row.secret } }]
  return row.email === null ? [] : [{ ...way, to: { kind: 'mail', email: row.email } }]
}

export const insertWay = async (trx: Db, row: WayRow): Promise<void> =>
  void (await trx.insertInto('notice_way').values(row).execute())

export async function changeWay(trx: Db, id: string, change: Pick<WayRow, 'kinds' | 'hides_amounts'>): Promise<void> {
  await trx.updateTable('notice_way').set(change).where('id', '=', id).execute()
}

export async function deleteWay(trx: Db, siteId: string, id: string): Promise<boolean> {
  const gone = await trx
    .deleteFrom('notice_way')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (gone) await trx.deleteFrom('notice').where('way_id', '=', id).execute()
  return gone !== undefined
}

export interface NewNotice {
  id: string
  way: Way
  occasion: string
  said: Said
  now: number
}

/** The key is the occasion: found again, it changes nothing. */
export async function insertNotice(trx: Db, { id, way, occasion, said, now }: NewNotice): Promise<void> {
  await trx
    .insertInto('notice')
    .values({
      ...{ id, way_id: way.id, occasion, site_id: way.siteId, kind: said.kind, said: JSON.stringify(said) },
      ...{ at: now, state: 'due', attempts: 0, next_at: now, problem: null },
    })
    .onConflict((conflict) => conflict.columns(['way_id', 'occasion']).doNothing())
    .execute()
}

export async function knownOccasions(db: Db, wayId: string, occasions: readonly string[]): Promise<Set<string>> {
  if (occasions.length === 0) return new Set()
  const rows = await db
    .selectFrom('notice')
    .select('occasion')
    .where('way_id', '=', wayId)
    .where('occasion', 'in', occasions)
    .execute()
  return new Set(rows.map(({ occasion }) => occasion))
}

export const dueNotices = (db: Db, now: number, most: number): Promise<NoticeRow[]> =>
  db
    .selectFrom('notice')
    .selectAll()
    .where('state', '=', 'due')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(most)
    .execute()

/** One of several collectors gets it, and what is killed over it is tried again at `until`. */
export async function claimNotice(trx: Db, { id, attempts }: NoticeRow, until: number): Promise<boolean> {
  const mine = await trx
    .updateTable('notice')
    .set({ attempts: attempts + 1, next_at: until })
    .where('id', '=', id)
    .where('state', '=', 'due')
    .where('attempts', '=', attempts)
    .returning('id')
    .executeTakeFirst()
  return mine !== undefined
}

export async function endNotice(
  trx: Db,
  id: string,
  change: Pick<NoticeRow, 'state' | 'problem' | 'next_at'>,
): Promise<void> {
  await trx.updateTable('notice').set(change).where('id', '=', id).execute()
}

export const newestNotices = (db: Db, wayId: string, most: number): Promise<NoticeRow[]> =>
  db
    .selectFrom('notice')
    .selectAll()
    .where('way_id', '=', wayId)
    .orderBy('at', 'desc')
    .orderBy('occasion')
    .limit(most)
    .execute()

/** A campaign's first payment stays its first: that it was told is remembered. */
export async function forgetNotices(trx: Db, before: number): Promise<void> {
  await trx.deleteFrom('notice').where('at', '<', before).where('kind', '!=', 'first_payment').execute()
}
