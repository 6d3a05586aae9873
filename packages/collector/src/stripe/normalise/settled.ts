// What an amount became in the account's own currency: only where the balance transaction was asked for and could be read.
import type { Settled } from '../../ledger/settled.ts'
import { amountIn, at, textIn } from './read.ts'

/** Both amounts are Stripe's, so nothing depends on how `exchange_rate` counts the decimals of a currency. */
export function settledOf(object: unknown, of: number): Settled | null {
  const currency = textIn(at(object, 'balance_transaction', 'currency'))
  const amount = Math.abs(amountIn(at(object, 'balance_transaction', 'amount')))
  return currency === null || of <= 0 || amount === 0 ? null : { of, amount, currency }
}
