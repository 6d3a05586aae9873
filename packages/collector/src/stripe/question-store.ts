// Reads which payments lack a half or their lines, and keeps the questions about them.
import { NOT_ITEMISED } from '../ledger/lines.ts'
import type { Db, Tables } from '../storage/schema.ts'

export interface Half {
  id: string
  account: string
  stripeId: string
  subscription: string | null
  aliases: string[]
  /** Joined by fit, or left apart because several fit. */
  isGuessed: boolean
  /** Money without what it was paid for, or a bill without its money. */
  isHalf: boolean
  /** A checkout or an invoice is known, and not all of what was bought. */
  isUnitemised: boolean
}

const isMoney = (id: string) => /^(pi|ch|py)_/.test(id)
const isBill = (id: string) => /^(cs|in|inpay)_/.test(id)

export async function halves(db: Db, paymentIds: string[]): Promise<Half[]> {
  if (paymentIds.length === 0) return []
  const rows = await db
    .selectFrom('payment')
    .innerJoin('payment_alias', 'payment_alias.payment_id', 'payment.id')
    .select(['payment.id', 'payment.account', 'payment.stripe_id', 'payment.subscription_id', 'payment.joined'])
    .select('payment_alias.object_id')
    .where('payment.id', 'in', paymentIds)
    .where('payment.status', '!=', 'failed')
    .execute()
  const unitemised = await withoutLines(db, paymentIds)
  const aliases = new Map<string, string[]>()
  for (const { id, object_id } of rows) aliases.set(id, [...(aliases.get(id) ?? []), object_id])
  const unique = new Map(rows.map((row) => [row.id, row]))
  return [...unique.values()].map((row) => {
    const own = aliases.get(row.id) ?? []
    return {
      id: row.id,
      account: row.account,
      stripeId: row.stripe_id,
      subscription: row.subscription_id,
      aliases: own,
      isGuessed: row.joined === 'heuristic' || row.joined === 'ambiguous',
      isHalf: !own.some((id) => id.startsWith('api_')) && !(own.some(isMoney) && own.some(isBill)),
      isUnitemised: unitemised.has(row.id) && own.some(isBill),
    }
  })
}

async function withoutLines(db: Db, paymentIds: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('entry_line')
    .select('payment_id')
    .distinct()
    .where('payment_id', 'in', paymentIds)
    .where('description', '=', NOT_ITEMISED)
    .execute()
  return new Set(rows.map((row) => row.payment_id))
}

export async function countOpenQuestions(db: Db, most: number): Promise<number> {
  const rows = await db.selectFrom('question').select('payment_id').where('state', '=', 'open').limit(most).execute()
  return rows.length
}

export async function insertQuestions(trx: Db, account: string, paymentIds: string[], next_at: number): Promise<void> {
  await trx
    .insertInto('question')
    .values(paymentIds.map((payment_id) => ({ payment_id, account, state: 'open' as const, next_at })))
    .onConflict((conflict) => conflict.column('payment_id').doNothing())
    .execute()
}

export type Question = Omit<Tables['question'], 'tries'> & { tries: number }

export const dueQuestions = (db: Db, now: number, limit: number): Promise<Question[]> =>
  db
    .selectFrom('question')
    .selectAll()
    .where('state', '=', 'open')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('payment_id')
    .limit(limit)
    .execute()

export async function saveQuestion(trx: Db, { payment_id, account: _, ...change }: Question): Promise<void> {
  await trx.updateTable('question').set(change).where('payment_id', '=', payment_id).execute()
}
