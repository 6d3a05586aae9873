// What the rooms after this one do with a view, in the view's own transaction. They are given to the routes; this room does not know them.
import type { EventAnswer } from '@farthing/contract'
import type { PersonKey } from '../identity/person-store.ts'
import type { Db } from '../storage/schema.ts'

export interface Follow {
  /** The page was opened with a Checkout Session id in its URL: remember to ask Stripe. Must give the same for a repeated view. */
  checkoutReturn(
    trx: Db,
    at: { siteId: string; viewId: string; checkoutSessionId: string; now: number },
  ): Promise<NonNullable<EventAnswer['stripeSession']>>
  /** Views have found their visits, or, because a late message changed where visits begin, others than before. */
  viewsRecorded(
    trx: Db,
    views: readonly { siteId: string; viewId: string; visitId: string; visitorId?: string; late?: boolean }[],
  ): Promise<void>
  /** Visitors said who they are for the first time in these words; `joined`: and that these names are one person's. */
  identified(
    trx: Db,
    said: readonly { siteId: string; viewId: string; names: PersonKey[]; joined: boolean }[],
  ): Promise<void>
}
