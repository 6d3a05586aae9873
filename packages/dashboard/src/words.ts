// What the owner reads for each code of the contract: evidence, reasons, states, roles.
import type {
  EntryKind,
  EvidenceKind,
  MovementKind,
  PaymentDetail,
  PaymentObject,
  PaymentStatus,
  Standing,
  UnattributedReason,
  UncountedReason,
} from '@farthing/contract'
import type { Preset } from './range.ts'

export const presetNames: Record<Preset, string> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  month: 'This month',
  last_month: 'Last month',
  year: 'This year',
  '12m': 'Last 12 months',
}

export const statusNames: Record<PaymentStatus, string> = {
  paid: 'Paid',
  partially_refunded: 'Partly refunded',
  refunded: 'Refunded',
  pending: 'Pending',
  failed: 'Failed',
  out_of_band: 'Paid elsewhere',
}

export const evidenceNames: Record<EvidenceKind, { short: string; long: string }> = {
  checkout_metadata: {
    short: 'Id in the checkout’s metadata',
    long: 'Your server put the visit’s id into the metadata of the Checkout Session, and Stripe carried it to this payment.',
  },
  client_reference_id: {
    short: 'Id carried by the payment link',
    long: 'The link that was clicked on your page carried the visit’s id as client_reference_id, and Stripe kept it.',
  },
  payment_intent_metadata: {
    short: 'Id in the payment’s metadata',
    long: 'The visit’s id is in the metadata of the PaymentIntent.',
  },
  subscription_metadata: {
    short: 'Id in the subscription’s metadata',
    long: 'The visit’s id is in the metadata of the subscription that this payment belongs to.',
  },
  invoice_metadata: {
    short: 'Id in the invoice’s metadata',
    long: 'The visit’s id is in the metadata of the invoice that this payment settled.',
  },
  server_api: {
    short: 'Id told by your server',
    long: 'Your server told the visit together with the payment.',
  },
  subscription_first_bind: {
    short: 'Renewal of an attributed subscription',
    long: 'The first payment of this subscription was attributed to this visit; renewals keep it.',
  },
  customer_metadata: {
    short: 'Id in the customer’s metadata',
    long: 'An id of the visit is in the metadata of the Stripe customer who paid.',
  },
  customer_connected: {
    short: 'Customer connected by your server',
    long: 'Your server tied this Stripe customer to an identifier that the visit carried too.',
  },
  redirect_return: {
    short: 'Return from checkout',
    long: 'The visitor came back from checkout with the session’s id, and Stripe confirmed that it was paid.',
  },
  same_customer: {
    short: 'Earlier payment of the same customer',
    long: 'An earlier payment of the same Stripe customer was attributed; this is the customer’s last visit before this payment.',
  },
  email_match: {
    short: 'Same email address',
    long: 'The email at checkout and the one the visitor gave you are the same (compared as keyed hashes).',
  },
}

export const unattributedNames: Record<UnattributedReason, { short: string; long: string }> = {
  no_id_on_payment: {
    short: 'The payment carried no id',
    long: 'Nothing on this payment names a visit. Put the script on the page that links to checkout, or add farthing.checkoutMetadata() to the metadata.',
  },
  id_unknown: {
    short: 'The id is not one of ours',
    long: 'The payment carries an id, but this site never measured a view with it. Is the script on the page where the purchase begins?',
  },
  visit_expired: {
    short: 'The visit is no longer kept',
    long: 'The payment names a visit that is older than what this site keeps.',
  },
  several_candidates: {
    short: 'Several visits fit equally well',
    long: 'More than one visit fits this payment equally well, and Farthing does not guess.',
  },
}

/** Grades are those of DESIGN.md "Attribution": 1 is the best. Quarters fill the coin that shows it. */
export function gradeName(grade: number): { name: string; quarters: 1 | 2 | 3 | 4 } {
  if (grade <= 1) return { name: 'Certain', quarters: 4 }
  if (grade <= 2) return { name: 'Strong', quarters: 3 }
  return grade <= 4 ? { name: 'Good', quarters: 2 } : { name: 'Likely', quarters: 1 }
}

export const roleWords: Record<Standing, { short: string; long: string }> = {
  owner: { short: 'Owner', long: 'Owners see and change everything, members too.' },
  admin: { short: 'Admin', long: 'Admins see everything and change every setting, but not the members.' },
  viewer: { short: 'Viewer', long: 'Viewers see every report and change nothing.' },
  guest: { short: 'Guest', long: 'Guests see the reports.' },
}

export const ignoredNames: Record<UncountedReason, { short: string; long: string }> = {
  bot: { short: 'Bots', long: 'Crawlers and monitors that name themselves.' },
  automated: { short: 'Automated browsers', long: 'Browsers that a program drives.' },
  datacentre: { short: 'Datacentres', long: 'From the networks of hosting providers, where programs run.' },
  unknown_host: { short: 'Unknown host', long: 'Your script on a host that is not listed above. Is one missing?' },
  ignored_address: { short: 'Ignored address', long: 'From an address that you ignore.' },
  ignored_path: { short: 'Ignored page', long: 'From a page that you ignore.' },
  opted_out: { short: 'Opted out', long: 'Visitors who asked not to be measured.' },
  unsupported: { short: 'Not supported', long: 'Messages of a kind that this version does not know.' },
  unsigned: { short: 'Unsigned identity', long: 'Identities without the signature of your server.' },
  broken: { short: 'Broken', long: 'Messages that could not be read.' },
  too_many: { short: 'Too many', long: 'More at once than one visitor sends.' },
}

export const doorNames: Record<PaymentObject['doors'][number], string> = {
  webhook: 'By webhook',
  poll: 'Asked for with your key',
  return: 'By the way back from checkout',
  api: 'Told by your server',
}

export const entryNames: Record<EntryKind, string> = {
  charge: 'Paid',
  refund: 'Refunded',
  credit_note: 'Credit note',
  balance_applied: 'Paid from the customer’s balance',
  dispute: 'Disputed',
  reversal: 'Came back',
}

export const purposeNames: Record<NonNullable<PaymentDetail['purpose']>, string> = {
  one_off: 'One-off',
  first: 'First of a subscription',
  renewal: 'Renewal',
  change: 'Change of a subscription',
}

export const movementNames: Record<MovementKind, { short: string; long: string }> = {
  trial_start: { short: 'Trials begun', long: 'Subscriptions that began with a trial.' },
  trial_converted: { short: 'Trials that pay now', long: 'Trials whose first payment came.' },
  new: { short: 'New', long: 'Subscriptions that began to pay.' },
  expansion: { short: 'Grown', long: 'More seats, or a larger plan.' },
  contraction: { short: 'Shrunk', long: 'Fewer seats, or a smaller plan.' },
  churn: { short: 'Ended', long: 'Subscriptions that ended.' },
  reactivation: { short: 'Back again', long: 'Customers whose subscription had ended, and who came back.' },
}
