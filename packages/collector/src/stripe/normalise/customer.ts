// What a customer says: ids of ours that it carries for all its payments. Its name and its address are never read.
import type { Reading } from './index.ts'
import { type StripeObject, timeIn } from './read.ts'
import { emailsIn, referencesIn } from './references.ts'

export const customer = (object: StripeObject): Reading => ({
  createdAt: timeIn(object.created),
  references: [...referencesIn(object.metadata, 'customer_metadata'), ...emailsIn(object)],
})
