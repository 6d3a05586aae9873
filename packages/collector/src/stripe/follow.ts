// What a recorded view sets going on the money's side, inside the view's own transaction.
import type { EventAnswer } from '@farthing/contract'
import { attributeWaiting } from '../attribution/attribute.ts'
import type { Parts } from '../parts.ts'
import type { Db } from '../storage/schema.ts'
import { noteReturn, type Pointer } from './return.ts'

export interface MoneyFollow {
  /** A redirect brought a Checkout Session back. */
  checkoutReturn(trx: Db, pointer: Pointer): Promise<NonNullable<EventAnswer['stripeSession']>>
  /** Payments may have arrived before the views that they name. */
  viewsRecorded(trx: Db, views: readonly { viewId: string }[]): Promise<void>
}

export const followMoney = (parts: Parts): MoneyFollow => ({
  checkoutReturn: (trx, pointer) => noteReturn(trx, parts, pointer),
  viewsRecorded: (trx, views) =>
    attributeWaiting(
      trx,
      views.map(({ viewId }) => viewId),
    ),
})
