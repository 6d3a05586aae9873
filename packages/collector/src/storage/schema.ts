// What is stored: one interface per table, the same on every engine. Times are milliseconds since 1970, money is minor units.
import type { Mode } from '@farthing/contract'
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'

/** JSON is kept as text, so that both engines give the same string back. */
type Json = string
/** 0 or 1: SQLite has no boolean. */
type Flag = 0 | 1
type Default<T> = ColumnType<T, T | undefined, T>
/** May be left out of an insert. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

interface SettingTable {
  key: string
  value: string
}

interface SiteTable {
  id: string
  name: string
  hosts: Json
  time_zone: string
  currency: string
  created_at: number
  /** After how many days views are forgotten. Absent: never. */
  retention_days: Optional<number>
  /** A time zone that applies from this instant on. */
  next_time_zone: Optional<string>
  next_time_zone_at: Optional<number>
  /** How many days before a payment a visit may still have earned it. Absent: the default (attribution/look-back.ts). */
  look_back_days: Optional<number>
  /** The attribution model that its reports are asked by when none is named. Absent: last non-direct. */
  default_model: Optional<string>
  /** Names of the site's own under which its metadata carries our ids: name → which id, as JSON. */
  metadata_keys: Optional<Json>
  /** Whose messages do not count: addresses and ranges, paths. Absent: nobody's. */
  ignored_addresses: Optional<Json>
  ignored_paths: Optional<Json>
  /** Messages from datacentres count as well. Absent: they are ignored. */
  datacentre_traffic: Optional<'counted'>
  /** Filled by `farthing demo`: nothing in it happened. */
  is_demo: Default<Flag>
}

/** A site that was taken away: it is none any more, and what is left of it is being deleted (removal/). */
interface RemovedSiteTable {
  id: string
  removed_at: number
  is_demo: Default<Flag>
  /** Up to which delivery the names were taken out of the inboxes that other sites share, as JSON. Absent: not begun. */
  read_until: Optional<Json>
}

/** Payments and subscriptions of a site that was taken away, in an account that others go on with: nobody else's either. */
interface DisownedTable {
  account: string
  object_id: string
}

interface MemberTable {
  id: string
  email: string
  password_hash: string
  created_at: number
  /** Owns every site, and may add some: who set the collector up, and who has its command line. */
  everywhere: Default<Flag>
}

/** What a member may do at one site. */
interface MembershipTable {
  site_id: string
  member_id: string
  role: 'owner' | 'admin' | 'viewer'
  created_at: number
}

/** Whoever holds the link becomes a member, once. */
interface InvitationTable {
  token_hash: string
  id: string
  site_id: string
  email: string
  role: 'owner' | 'admin' | 'viewer'
  created_at: number
  expires_at: number
}

interface LoginTable {
  token_hash: string
  id: string
  member_id: string
  /** As in "Firefox on Linux", so that its owner recognises it. */
  browser: string
  created_at: number
  /** To the hour. */
  last_seen_at: number
  expires_at: number
}

/** The shared secret of an authenticator app, sealed. It counts once a first code was right. */
interface SecondFactorTable {
  member_id: string
  secret: string
  created_at: number
  confirmed_at: number | null
  /** The time step of the last code that was taken: none is taken twice. */
  last_step: Default<number>
}

/** For who lost the app: each works once. */
interface RecoveryCodeTable {
  member_id: string
  code_hash: string
}

/** A public key of a member's own: the private one never leaves their device. */
interface PasskeyTable {
  id: string
  member_id: string
  name: string
  /** The relying party's id: browsers use it at this host only. */
  host: string
  /** As the authenticator calls it, and the key that it signs with; base64url. */
  credential_id: string
  public_key: string
  /** Of the last signature; 0 for ever where an authenticator does not count. */
  counter: number
  created_at: number
  last_used_at: number | null
}

/** What an authenticator is asked to sign: taken once, by whichever collector comes first. */
interface PasskeyChallengeTable {
  challenge_hash: string
  /** Who adds a passkey; null: whoever signs in. */
  member_id: string | null
  expires_at: number
}

/** Who has the link may look at one site. Only a hash of it is kept. */
interface ShareLinkTable {
  token_hash: string
  id: string
  site_id: string
  name: string
  password_hash: string | null
  hides_amounts: Flag
  created_at: number
  expires_at: number | null
}

/** Somebody who came by a share link. */
interface GuestTable {
  token_hash: string
  share_link_id: string
  expires_at: number
}

/** Who changed what, and when; never a secret, and nothing about a person but the one who did it. */
interface AuditTable {
  id: string
  site_id: string
  at: number
  who: string
  what: string
  fields: Json
}

/** Two or more ways of a page, between which visitors are divided. Its name is in the pages: it is never another test's. */
interface SplitTestTable {
  site_id: string
  name: string
  /** As the reports are asked by it: `payment`, `event:Name`. */
  goal: string
  /** Each with its weight, in their order; the first is what the others are compared with. */
  sides: Json
  state: 'draft' | 'running' | 'ended'
  created_at: number
  started_at: number | null
  ended_at: number | null
}

interface SaltTable {
  site_id: string
  /** Site-local day, YYYY-MM-DD. */
  day: string
  salt: string
  delete_at: number
}

/** Numbers stand for the texts that come again and again: a page, an origin, a browser. What reads joins them as `visit` and `view`. */
interface TrackedSiteTable {
  no: Generated<number>
  id: string
}

interface Word {
  no: Generated<number>
  site: number
  /** All its values as JSON: what makes it the same word. */
  key: Json
  /** The site-local day on which it was last written: what nobody uses is forgotten with the visits that did. */
  last_day: string
}

interface PageTable extends Word {
  host: string
  path: string
}

interface OriginTable extends Word {
  channel: string
  source: string | null
  medium: string | null
  campaign: string | null
  term: string | null
  content: string | null
  click_kind: string | null
  referrer: string | null
}

/** Of the browser that opened a visit (tracking/traits.ts). Null: not known. */
interface BrowserTable extends Word {
  country: string | null
  region: string | null
  city: string | null
  browser: string | null
  os: string | null
  device: string | null
  language: string | null
}

/** A visit has the number of the view that it is named after. */
interface VisitRowTable {
  no: number
  site: number
  visitor_id: string
  /** Site-local day on which the visit began: the day it belongs to in every report. */
  day: string
  started_at: number
  /** Milliseconds from its first view to its last. */
  lasted: number
  views: number
  /** Milliseconds for which its views were looked at: kept by triggers (migrations/engaged-time.ts). */
  engaged: Generated<number>
  entry_page: number
  exit_page: number
  /** The masked clock of its last view (tracking/order-views.ts). */
  last_tick: number | null
  origin: number
  click_id: string | null
  browser: number
  /** The sides of the split tests that it landed with: test → side, as JSON. Absent: none ran. */
  sides: Optional<Json>
}

interface ViewRowTable {
  /** Given once (storage/numbers.ts). */
  no: number
  id: string
  visit: number
  at: number
  page: number
  /** When it came from outside: what a late message needs to cut the visits anew. Below zero: of an arrival that opens no visit. */
  origin: number | null
  click_id: string | null
  /** By what the order of views is told that arrived within seconds: the device's masked clock, or the page whose link was followed. */
  tick: number | null
  page_before: number | null
}

/** A column of an SQL view: written by nobody. */
type Shown<T> = { readonly [Column in keyof T]: ColumnType<T[Column], never, never> }

type VisitView = Shown<
  Pick<VisitRowTable, 'no' | 'visitor_id' | 'day' | 'started_at' | 'views' | 'last_tick' | 'click_id'> &
    Omit<OriginTable, keyof Word> &
    Omit<BrowserTable, keyof Word> & {
      id: string
      site_id: string
      last_at: number
      engaged_ms: number
      host: string
      entry_page: string
      exit_page: string
      sides: string | null
    }
>

type ViewView = Shown<
  Pick<ViewRowTable, 'no' | 'id' | 'at' | 'tick'> & {
    site_id: string
    visit_id: string
    visit_no: number
    host: string
    page: string
    page_before: string | null
  }
>

/** By view id and apart from `view`, so that time may arrive before its view does. */
interface EngagementTable {
  view_id: string
  site_id: string
  engaged_ms: number
  scroll_depth: number
  /** When it came, if that was before its view, which may never come. */
  waiting_since: number | null
}

interface EventTable {
  id: string
  site_id: string
  view_id: string
  at: number
  name: string
  props: Json | null
  revenue: number | null
  currency: string | null
}

/** A visit said who it is: by keyed hash of an email, by the site's own identifier, or both. */
interface IdentificationTable {
  site_id: string
  view_id: string
  at: number
  email_hash: string | null
  custom_id: string | null
}

/** Somebody known by several names. */
interface PersonTable {
  id: string
  site_id: string
  created_at: number
}

/** By what a person is known: the keyed hash of an email, or the site's own identifier. */
interface PersonNameTable {
  site_id: string
  kind: 'email' | 'custom_id'
  value: string
  person_id: string
}

/** One day of another tool's count, by one dimension: an aggregate, never a visit. */
interface ImportedDayTable {
  site_id: string
  /** A report's name, or `all` for the whole day. */
  dimension: string
  day: string
  name: string
  visitors: number
  visits: number
  views: number
}

/** What advertising cost, as the owner told it: by day and by what the links carry. */
interface AdCostTable {
  site_id: string
  day: string
  source: string
  medium: string
  campaign: string
  currency: string
  cost: number
  clicks: number
  impressions: number
}

/** What a day of visits counts, by one dimension of the reports. */
interface SummaryTable {
  site: number
  /** A report's name, or `all` for the whole day. */
  dimension: string
  day: string
  /** Empty: none. */
  name: string
  visitors: number
  visits: number
  views: number
  bounces: number
  /** Milliseconds. */
  duration: number
}

/** Which days are summed up. The database itself makes a day stale when one of its visits changes. */
interface SummaryDayTable {
  site: number
  day: string
  state: 'counting' | 'whole' | 'stale'
  /** Who counted last. */
  counter: string
}

/** A file that was imported, by the hash of its content. */
interface ImportedFileTable {
  site_id: string
  content_hash: string
  tool: string
  file: string
  lines: number
  imported_at: number
}

/** Under which a site's server signs identities, sealed; and whether the site takes only signed ones. */
interface IdentitySecretTable {
  site_id: string
  secret: string
  /** The last four characters. */
  hint: string
  required: Flag
  created_at: number
}

/** What a site stored of its Stripe account; secrets are sealed under the data key. */
interface ConnectionTable {
  site_id: string
  api_key: string | null
  api_key_mode: Mode | null
  /** The last four characters: enough to recognise a key, useless to a thief. */
  api_key_hint: string | null
  webhook_secrets: string | null
  webhook_secret_count: Default<number>
  /** `acct_…`, as Stripe answered the key. */
  account_id: string | null
  /** What the key was found to permit, and when: CheckedKey as JSON. */
  key_check: Json | null
  /** The endpoint at Stripe that we created, `we_…`. */
  webhook_endpoint_id: string | null
}

/** How many messages were not counted, by site-local day: for the owner. */
interface IgnoredTable {
  site_id: string
  day: string
  reason: string
  count: number
}

/** How often something was turned away, and when last: for the doctor. */
interface TallyTable {
  kind: string
  /** A connection. */
  subject: string
  reason: string
  count: number
  last_at: number
}

/** The inbox: each delivery once, redacted, committed before it is answered. */
interface DeliveryTable {
  id: string
  /** The same event may come in two shapes, from two endpoints of different API versions. */
  shape: string
  door: 'webhook' | 'return' | 'poll' | 'api'
  connection: string
  mode: Mode
  type: string
  body: Json
  received_at: number
  handled_at: number | null
  attempts: Default<number>
  next_attempt_at: number
  /** What happened: a sentence for the owner. */
  outcome: string | null
}

/** A `cs_` id that a redirect brought back. It is a pointer; nothing is counted until Stripe confirmed it. */
interface CheckoutReturnTable {
  checkout_session_id: string
  site_id: string
  view_id: string
  mode: Mode
  reported_at: number
  state: 'pending' | 'confirmed' | 'refused'
  reason: string
  attempts: Default<number>
  next_attempt_at: number
}

/** What one Stripe object says at its most advanced. Only ever grows (ledger/fact.ts). */
interface FactTable {
  /** Whose Stripe account: the same id told by another account's owner is another fact. */
  account: string
  object_id: string
  kind: string
  mode: Mode
  customer_id: string | null
  body: Json
}

interface FactLinkTable {
  account: string
  object_id: string
  linked_id: string
}

/** Which connections are known to be the same Stripe account. */
interface ConnectionAccountTable {
  connection: string
  account: string
}

interface PaymentTable {
  /** `<account>:<canonical Stripe id>` */
  id: string
  account: string
  stripe_id: string
  mode: Mode
  /** Null until a site is eligible (attribution/site-of.ts). */
  site_id: string | null
  status: 'paid' | 'partially_refunded' | 'refunded' | 'pending' | 'failed' | 'out_of_band'
  currency: string
  gross: number
  refunds: number
  net: number
  /** Paid without Stripe: shown, never in a total. */
  outside: Default<number>
  /** What Stripe kept: a list of sums, one per payout currency. */
  fees: Json | null
  /** All of them in the site's reporting currency, at the rates that were frozen for them. Null: none is known, or not converted. */
  fees_reported: Optional<number>
  fees_currency: Optional<string>
  paid_at: number
  description: string | null
  customer_id: string | null
  subscription_id: string | null
  purpose: 'one_off' | 'first' | 'renewal' | 'change' | null
  /** How its objects were joined where no id joins them, or that several fit (ledger/soft-join.ts). */
  joined: 'reference' | 'heuristic' | 'ambiguous' | null
  evidence: string | null
  grade: number | null
  /** Why there is no attribution, when there is none. */
  unattributed_reason: string | null
}

interface PaymentAliasTable {
  account: string
  object_id: string
  payment_id: string
}

interface EntryTable {
  id: string
  payment_id: string
  mode: Mode
  site_id: string | null
  kind: 'charge' | 'refund' | 'credit_note' | 'balance_applied' | 'dispute' | 'reversal'
  amount: number
  currency: string
  at: number
  /** Site-local day of `at`; null while no site is known. */
  day: string | null
  /** The amount in the site's reporting currency at the rate that was frozen for it. Null: not converted. */
  reported: Optional<number>
  reported_currency: Optional<string>
}

/** What happened to the monthly recurring revenue of a subscription. */
interface SubscriptionMovementTable {
  account: string
  subscription_id: string
  position: number
  mode: Mode
  kind: string
  at: number
  currency: string
  mrr_before: number
  mrr_after: number
  site_id: string | null
  day: string | null
  /** The payment whose visit the movement is credited to: the subscription's first bind. */
  payment_id: string | null
}

/** What an entry was paid for; the lines of an entry add up to it. */
interface EntryLineTable {
  payment_id: string
  entry_id: string
  position: number
  product_id: string | null
  price_id: string | null
  description: string | null
  amount: number
}

/** Every reason found, the chosen one marked. */
interface EvidenceTable {
  payment_id: string
  kind: string
  value: string
  grade: number
  visit_id: string | null
  chosen: Flag
}

/** A visit as it was when it was found to be a step towards the payment: retention of visits never changes the past. */
interface TouchTable {
  payment_id: string
  /** 0 is the visit that the evidence leads to, 1 the one before it, and so on back in time. */
  position: number
  visit_id: string
  /** The visit's, by which reports find it; no other visit ever has it. */
  visit_no: number
  site_id: string
  at: number
  channel: string
  source: string | null
  medium: string | null
  campaign: string | null
  entry_page: string
  host: Optional<string>
  term: Optional<string>
  content: Optional<string>
  click_kind: Optional<string>
  click_id: Optional<string>
  country: Optional<string>
  region: Optional<string>
  city: Optional<string>
  browser: Optional<string>
  os: Optional<string>
  device: Optional<string>
  language: Optional<string>
  sides: Optional<Json>
}

/**
 * What each attribution model gives of an entry to a touch for one thing that was bought: one column a model, in the entry's currency
 * and in the site's. Over the touches of an entry each column sums to the entry, and for each line to what was paid for it. An entry
 * that no visit earned has rows all the same, whose touch does not exist.
 */
interface CreditTable {
  payment_id: string
  entry_id: string
  /** Of the touch. */
  position: number
  /** Which of the things that the payment was for. */
  line: number
  site_id: string
  mode: Mode
  /** Site-local day of the entry. */
  day: string
  kind: EntryTable['kind']
  currency: string
  /** Stripe's ids. Null: shipping, or not itemised. */
  product: string | null
  price: string | null
  first: number
  last: number
  last_non_direct: number
  linear: number
  position_based: number
  time_decay: number
  /** Null: the entry is not converted. */
  reported_currency: string | null
  first_reported: number | null
  last_reported: number | null
  last_non_direct_reported: number | null
  linear_reported: number | null
  position_based_reported: number | null
  time_decay_reported: number | null
  /** What Stripe kept of the payment, in the site's currency, beside the first money that came. Null: not known, or not converted. */
  first_fee: number | null
  last_fee: number | null
  last_non_direct_fee: number | null
  linear_fee: number | null
  position_based_fee: number | null
  time_decay_fee: number | null
}

/** What a payment was attributed to before better evidence, or another look-back, changed it. */
interface AttributionChangeTable {
  payment_id: string
  /** 1 is the first change. */
  number: number
  at: number
  evidence: string | null
  grade: number | null
  unattributed_reason: string | null
  visit_id: string | null
  touches: number
}

/** Payments whose attribution is to be looked at again, when there is time. */
interface AttributionDueTable {
  /** A payment, or a site: all its payments. */
  subject: string
  /** Of a site: the last payment that was looked at. */
  after: string
}

/** A site's server tied a Stripe customer to an identifier of its own. */
interface ConnectedCustomerTable {
  customer_id: string
  site_id: string
  custom_id: string
  connected_at: number
}

/** The rate at which an entry was converted, kept apart from the entry so that it outlives every new projection. */
interface FrozenRateTable {
  payment_id: string
  /** The entry's id; `charge` for the charge, whose id changes with the payment's name. */
  entry: string
  currency: string
  /** Minor units of `currency` for minor units of the entry's, as in `92/100`. */
  rate: string
  /** `stripe`: the payment's own; else the day whose published rate it is. */
  origin: string
}

/** What one unit of `base` was worth on a day, in each currency, as JSON of decimal texts. */
interface ExchangeRatesTable {
  day: string
  base: string
  rates: Json
}

/** How far each list of Stripe's API has been read by the poller; everything before `cursor` is in the inbox. */
interface PollTable {
  connection: string
  /** A list of event types, or a resource when the key may not read events. */
  list: string
  /** Tells another key from the one that the cursor belongs to. */
  key_print: string
  cursor: number
  /** While a read is under way: the last object of its last page that is stored, and where the cursor will be at its end. */
  after_id: string | null
  next_cursor: number | null
  next_at: number
  failures: Default<number>
  /** Why this list cannot be read: a sentence for the owner. */
  problem: string | null
}

/** How far the history of each resource has been fetched, newest first. */
interface BackfillTable {
  connection: string
  resource: string
  key_print: string
  /** Both ends of what is left, by `created`; the end moves down with each page. */
  from_at: number
  until_at: number
  /** The last object of the page before. */
  after_id: string | null
  objects: Default<number>
  state: 'running' | 'done' | 'refused'
  problem: string | null
  started_at: number
  updated_at: number
}

/** Objects that can still change and that no event will tell of: read again until they cannot. */
interface WatchedTable {
  connection: string
  object_id: string
  resource: string
  next_at: number
}

/** Payments whose other half Stripe is asked for. */
interface QuestionTable {
  payment_id: string
  account: string
  state: 'open' | 'answered'
  tries: Default<number>
  next_at: number
}

/** Events that a webhook should have brought and that the poller found. */
interface HealedTable {
  event_id: string
  connection: string
  type: string
  object_id: string
  happened_at: number
  found_at: number
}

/** How far a count has come: numbers of views that were given, and visits that the copy in columns may know (SQLite only). */
interface CounterTable {
  name: 'view' | 'copied'
  last: number
}

/** A visit of those or a payment whose rows changed, for the copy in columns (SQLite only). */
interface ReportChangeTable {
  no: Generated<number>
  visit: Optional<number>
  payment_id: Optional<string>
}

/** Who does what only one process should do; void when its time is over. */
/** Whom a site tells something by itself: a member by email, or an address by webhook. */
interface NoticeWayTable {
  id: string
  site_id: string
  /** Of an email. */
  member_id: Optional<string>
  /** Of a webhook, with the sealed secret that signs. */
  url: Optional<string>
  secret: Optional<string>
  kinds: Json
  hides_amounts: Flag
  created_at: number
}

/** What was or is to be told. One for each way and occasion, however often the occasion is found. */
interface NoticeTable {
  id: string
  way_id: string
  /** `daily 2026-11-20` */
  occasion: string
  site_id: string
  kind: string
  said: Json
  at: number
  state: 'due' | 'sent' | 'failed'
  attempts: Default<number>
  next_at: number
  problem: Optional<string>
}

interface LeaseTable {
  name: string
  owner: string
  until_at: number
}

/** A ledger that is being built again from the inbox, and the last delivery that is in it. */
interface ReplayTable {
  account: string
  phase: 'gather' | 'drop' | 'replace'
  started_at: number
  connection: string
  delivery_id: string
  shape: string
  deliveries: Default<number>
  objects: Default<number>
}

/** What a program may do in a site's name. Only a hash of the token is kept. */
interface TokenTable {
  token_hash: string
  id: string
  site_id: string
  name: string
  scope: 'server' | 'read' | 'write'
  created_at: number
  /** To the hour. Absent: never. */
  last_used_at: Optional<number>
}

export interface Tables {
  setting: SettingTable
  site: SiteTable
  removed_site: RemovedSiteTable
  member: MemberTable
  membership: MembershipTable
  invitation: InvitationTable
  login: LoginTable
  second_factor: SecondFactorTable
  recovery_code: RecoveryCodeTable
  passkey: PasskeyTable
  passkey_challenge: PasskeyChallengeTable
  share_link: ShareLinkTable
  guest: GuestTable
  audit: AuditTable
  split_test: SplitTestTable
  salt: SaltTable
  visit: VisitView
  visit_row: VisitRowTable
  view: ViewView
  view_row: ViewRowTable
  tracked_site: TrackedSiteTable
  page: PageTable
  origin: OriginTable
  browser: BrowserTable
  engagement: EngagementTable
  event: EventTable
  identification: IdentificationTable
  person: PersonTable
  person_name: PersonNameTable
  identity_secret: IdentitySecretTable
  imported_day: ImportedDayTable
  imported_file: ImportedFileTable
  ad_cost: AdCostTable
  summary: SummaryTable
  summary_day: SummaryDayTable
  counter: CounterTable
  report_change: ReportChangeTable
  connection: ConnectionTable
  ignored: IgnoredTable
  tally: TallyTable
  delivery: DeliveryTable
  checkout_return: CheckoutReturnTable
  connection_account: ConnectionAccountTable
  disowned: DisownedTable
  fact: FactTable
  fact_link: FactLinkTable
  payment: PaymentTable
  payment_alias: PaymentAliasTable
  entry: EntryTable
  entry_line: EntryLineTable
  subscription_movement: SubscriptionMovementTable
  evidence: EvidenceTable
  touch: TouchTable
  credit: CreditTable
  attribution_change: AttributionChangeTable
  attribution_due: AttributionDueTable
  connected_customer: ConnectedCustomerTable
  frozen_rate: FrozenRateTable
  exchange_rates: ExchangeRatesTable
  poll: PollTable
  backfill: BackfillTable
  watched: WatchedTable
  question: QuestionTable
  healed: HealedTable
  notice_way: NoticeWayTable
  notice: NoticeTable
  lease: LeaseTable
  replay: ReplayTable
  token: TokenTable
}

/** What stores take: the database, or the transaction they run in. */
export type Db = Kysely<Tables> | Transaction<Tables>
