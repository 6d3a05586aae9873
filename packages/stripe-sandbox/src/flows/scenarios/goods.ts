// What a scenario sells, and to whom.
import { newCustomer } from '../../objects/customer.ts'
import type { Draft } from '../../world/draft.ts'
import type { Tables } from '../../world/model.ts'
import { methodFor } from '../intent.ts'
import { createPrice } from '../lines.ts'

interface Ware {
  amount: number
  currency: string
  product: string
}

export const oncePrice = (draft: Draft, of: Ware): Tables['price'] =>
  createPrice(draft, { currency: of.currency, unit_amount: of.amount, product_data: { name: of.product } })

export const recurringPrice = (draft: Draft, of: Ware, interval: 'day' | 'month' | 'week' | 'year'): Tables['price'] =>
  createPrice(draft, {
    currency: of.currency,
    unit_amount: of.amount,
    product_data: { name: of.product },
    recurring: { interval },
  })

interface Buyer {
  customer?: string | undefined
  email: string
}

/** With a card that works. */
export function buyerOf(draft: Draft, { customer, email }: Buyer): Tables['customer'] {
  if (customer !== undefined) return draft.get('customer', customer, 'customer')
  const made = draft.put('customer', newCustomer(draft, { email }))
  draft.emit('customer.created', 'customer', made.id)
  return made
}

export const cardOf = (draft: Draft, buyer: Tables['customer'] | undefined, email: string | null = null): string =>
  methodFor(draft, 'pm_card_visa', { email: buyer?.email ?? email, customer: buyer?.id ?? null })
