// What a subscription says of its payer: the ids of ours that it carries. Its money stands on invoices.
import type { Reading } from './index.ts'
import { idIn, type StripeObject, textIn, timeIn } from './read.ts'
import { referencesIn } from './references.ts'

export const subscription = (object: StripeObject): Reading => ({
  currency: textIn(object.currency),
  createdAt: timeIn(object.created),
  customer: idIn(object.customer),
  subscription: object.id,
  references: referencesIn(object.metadata, 'subscription_metadata'),
})
