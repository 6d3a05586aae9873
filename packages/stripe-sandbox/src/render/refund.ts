// A refund: the same in every era. Pure.
import type Stripe from 'stripe'
import type { Tables, Wire } from '../world/model.ts'

export const renderRefund = (record: Tables['refund']) => ({ ...record }) satisfies Wire<Stripe.Refund>
