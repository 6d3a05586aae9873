// Reads and writes the trace of changes.
import type { AuditAnswer } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'

export type Change = AuditAnswer['changes'][number]

export async function insertChange(trx: Db, siteId: string, { fields, ...change }: Change): Promise<void> {
  await trx
    .insertInto('audit')
    .values({ ...change, site_id: siteId, fields: JSON.stringify(fields) })
    .execute()
}

export async function changesOf(
  db: Db,
  siteId: string,
  before: { at: number; id: string } | null,
  limit: number,
): Promise<Change[]> {
  let query = db
    .selectFrom('audit')
    .select(['id', 'at', 'who', 'what', 'fields'])
    .where('site_id', '=', siteId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (before)
    query = query.where((eb) =>
      eb.or([eb('at', '<', before.at), eb.and([eb('at', '=', before.at), eb('id', '<', before.id)])]),
    )
  const rows = await query.execute()
  return rows.map((row) => ({ ...row, fields: JSON.parse(row.fields) as Change['fields'] }))
}
