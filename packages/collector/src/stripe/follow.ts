// What a recorded view sets going on the money's side, inside the view's own transaction.
import type { EventAnswer } from '@farthing/contract'
import { attributeWaiting, type Identified, noteIdentified } from '../attribution/late-evidence.ts'
import type { PlacedView } from '../attribution/waiting-store.ts'
import type { Parts } from '../parts.ts'
import type { Db } from '../storage/schema.ts'
import { noteReturn, type Pointer } from './return.ts'

export interface MoneyFollow {
  /** A redirect brought a Checkout Session back. */
  checkoutReturn(trx: Db, pointer: Pointer): Promise<NonNullable<EventAnswer['stripeSession']>>
  /** Payments may have arrived before the views that they name. */
  viewsRecorded(trx: Db, views: readonly PlacedView[]): Promise<void>
  /** Payments may have arrived before their payers said who they are. */
  identified(trx: Db, said: readonly Identified[]): Promise<void>
}

export const followMoney = (parts: Parts): MoneyFollow => ({
  checkoutReturn: (trx, pointer) => noteReturn(trx, parts, pointer),
  viewsRecorded: (trx, views) => attributeWaiting(trx, views, parts.clock),
  identified: (trx, said) => noteIdentified(trx, said),
})
