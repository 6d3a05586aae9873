// Who a payment is of, for reports on customers: a guest is somebody new with each payment.
import { sql } from 'kysely'

/** Where table `payment` is joined. */
export const customerOf = sql<string>`coalesce(payment.customer_id, payment.id)`
