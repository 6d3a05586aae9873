// Remembers what a key was found to permit; two connections that open the same account are one from then on.
import type { KeyCheck, PermissionState } from '@farthing/contract'
import type { Parts } from '../parts.ts'
import type { Db } from '../storage/schema.ts'
import { uniteConnections } from './account.ts'
import { checkOf, examineKey, type KeyExam } from './check-key.ts'
import type { StripeApi } from './client.ts'
import { type ApiKey, printOf } from './connection.ts'
import { connectionsOfAccount, findConnection, saveConnection } from './connection-store.ts'

/** The texts of the permissions are the program's, and not kept. */
interface StoredCheck extends Omit<KeyCheck, 'permissions'> {
  /** Tells which key was checked without being one. */
  print: string
  states: Record<string, PermissionState>
}

/** Stripe itself says whose account a key opens: that is proof enough to tell two connections together. */
export async function keepCheck(trx: Db, { connection, key }: ApiKey, check: KeyCheck): Promise<void> {
  const { permissions, ...head } = check
  const states = Object.fromEntries(permissions.map(({ permission, state }) => [permission, state]))
  const stored: StoredCheck = { ...head, print: printOf(key), states }
  await saveConnection(trx, connection, { account_id: check.account, key_check: JSON.stringify(stored) })
  if (check.account) await uniteConnections(trx, await connectionsOfAccount(trx, check.account), check.at)
}

/** Null: never checked, or checked with another key (the environment's may change while we are down). */
export async function keptCheck(db: Db, { connection, key }: ApiKey): Promise<KeyCheck | null> {
  const row = await findConnection(db, connection)
  if (!row?.key_check) return null
  const { print, states, ...head } = JSON.parse(row.key_check) as StoredCheck
  return print === printOf(key) ? checkOf(head, new Map(Object.entries(states))) : null
}

/** Tries the key again. What was known of it stays known while Stripe cannot be reached. */
export async function recheck({ storage, clock }: Parts, api: StripeApi, apiKey: ApiKey): Promise<KeyExam> {
  const exam = await examineKey(api, apiKey.key, clock)
  if (exam.kind === 'examined' && exam.check.state === 'checked')
    await storage.write((trx) => keepCheck(trx, apiKey, exam.check))
  return exam
}
