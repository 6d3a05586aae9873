// Everything that the ledger says, as text: the same money is the same bytes.
import { expect } from 'vitest'
import { openStorage } from '../../storage/open.ts'
import type { Db, Tables } from '../../storage/schema.ts'

const tables = {
  payment: ['id'],
  payment_alias: ['account', 'object_id'],
  entry: ['payment_id', 'id'],
  evidence: ['payment_id', 'kind', 'value'],
  touch: ['payment_id', 'position'],
} as const satisfies Partial<Record<keyof Tables, readonly string[]>>

export async function ledgerRows(db: Db): Promise<string> {
  const lines = []
  for (const [table, order] of Object.entries(tables)) {
    let query = db.selectFrom(table as 'payment').selectAll()
    for (const column of order) query = query.orderBy(column as 'id')
    for (const row of await query.execute()) lines.push(`${table} ${JSON.stringify(row)}`)
  }
  return lines.join('\n')
}

/** Looks into the database of a running collector. */
export async function look<T>(databaseUrl: string, at: (db: Db) => Promise<T>): Promise<T> {
  const storage = await openStorage(databaseUrl)
  try {
    return await at(storage.read)
  } finally {
    await storage.close()
  }
}

export const ledgerOf = (databaseUrl: string): Promise<string> => look(databaseUrl, ledgerRows)

/** Everything that came is settled. */
export const inboxIsEmpty = (databaseUrl: string): Promise<void> =>
  look(databaseUrl, async (db) => {
    const waiting = () => db.selectFrom('delivery').select('id').where('handled_at', 'is', null).execute()
    await expect.poll(waiting, { timeout: 20_000, interval: 30 }).toEqual([])
  })
