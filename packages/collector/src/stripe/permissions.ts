// Which rights of a restricted key serve what, and what their absence costs: the one list of them.
// Names are those of Stripe's refusals: https://docs.stripe.com/keys#limit-access

/** A call that tells whether the key has the right, and changes nothing. */
export interface Probe {
  method: 'GET' | 'POST'
  path: string
}

export interface Permission {
  permission: string
  /** The row on Stripe's page for keys. */
  title: string
  reads: string
  cost: string
  probe: Probe
}

const list = (path: string): Probe => ({ method: 'GET', path: `/v1/${path}?limit=1` })

export const permissions: readonly Permission[] = [
  {
    permission: 'rak_checkout_session_read',
    title: 'Checkout Sessions: read',
    reads: 'who came back from checkout, and the visit that a checkout carries',
    cost: 'Without it a return from checkout cannot be confirmed, and the visit behind a Payment Link is only known by webhook.',
    probe: list('checkout/sessions'),
  },
  {
    permission: 'rak_payment_intent_read',
    title: 'PaymentIntents: read',
    reads: 'what was received, and the visit in its metadata',
    cost: 'Without it payments that a webhook missed are not found again, unless charges may be read.',
    probe: list('payment_intents'),
  },
  {
    permission: 'rak_charge_read',
    title: 'Charges and Refunds: read',
    reads: 'captured amounts, refunds, late failures',
    cost: 'Without it refunds are only known by webhook: one that gets lost makes your revenue look too high.',
    probe: list('charges'),
  },
  {
    permission: 'rak_invoice_read',
    title: 'Invoices: read',
    reads: 'which payment settled which invoice, and what stood on it',
    cost: 'Without it renewals cannot always be told from other payments, and invoices have no line items.',
    probe: list('invoices'),
  },
  {
    permission: 'rak_subscription_read',
    title: 'Subscriptions: read',
    reads: 'trials, renewals, upgrades and cancellations',
    cost: 'Without it recurring revenue (MRR) and churn are only known by webhook.',
    probe: list('subscriptions'),
  },
  {
    permission: 'rak_event_read',
    title: 'Events: read',
    reads: 'everything that happened in the last 30 days, in order',
    cost: 'Without it missed webhooks are looked for in each list by itself: slower, and later.',
    probe: list('events'),
  },
  {
    permission: 'rak_customer_read',
    title: 'Customers: read',
    reads: 'the email behind a payment, kept only as a keyed hash',
    cost: 'Without it fewer payments without an id are matched to a visit by email.',
    probe: list('customers'),
  },
  {
    permission: 'rak_dispute_read',
    title: 'Disputes: read',
    reads: 'money that a bank took back',
    cost: 'Without it chargebacks are only known by webhook.',
    probe: list('disputes'),
  },
  {
    permission: 'rak_credit_note_read',
    title: 'Credit notes: read',
    reads: 'credit given back on an invoice',
    cost: 'Without it credit to a customer’s balance is only known by webhook.',
    probe: list('credit_notes'),
  },
  {
    permission: 'rak_balance_transaction_source_read',
    title: 'All balance transactions: read',
    reads: 'Stripe’s fees, and what reaches your bank',
    cost: 'Without it there are no fees and no net amounts.',
    probe: list('balance_transactions'),
  },
  {
    permission: 'rak_product_read',
    title: 'Products: read',
    reads: 'the names of what you sell',
    cost: 'Without it some line items show an id and not a name.',
    probe: list('products'),
  },
  {
    permission: 'rak_plan_read',
    title: 'Prices: read',
    reads: 'what one period of a subscription costs',
    cost: 'Without it revenue by price shows ids, and MRR of some plans is not known.',
    probe: list('prices'),
  },
  {
    permission: 'rak_payment_links_read',
    title: 'Payment Links: read',
    reads: 'which link a checkout came from',
    cost: 'Without it payments are not told apart by link.',
    probe: list('payment_links'),
  },
  {
    permission: 'rak_webhook_write',
    title: 'Webhook Endpoints: write',
    reads: 'whether your endpoint is right; Farthing can create it for you. The only right that is more than reading',
    cost: 'Without it you create the webhook by hand and paste its secret, and nobody can check it for you.',
    // Stripe looks at the right before it looks at the parameters, and without an address nothing is created.
    probe: { method: 'POST', path: '/v1/webhook_endpoints' },
  },
]

/** Stripe's page for a new restricted key, everything ticked. */
export function keyLink(mode: 'live' | 'test', siteName: string): string {
  const page = `https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}apikeys/create`
  const ticked = permissions.map(({ permission }) => `permissions[]=${permission}`)
  return `${page}?${[`name=${encodeURIComponent(`Farthing ${siteName}`.slice(0, 60))}`, ...ticked].join('&')}`
}
