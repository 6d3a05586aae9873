// Where the rows of a site are, table by table, and when they go. A table that is missing here does not compile.
import type { Tables } from '../storage/schema.ts'

/** By which column the rows are found, and the columns of their key: in pieces of a thousand or so. */
interface Found {
  by: string
  key: readonly string[]
  /** What else is true of these rows: there is an index of those only. */
  only?: string
}

type Fate =
  /** In the transaction that takes the site away: few rows, or what would otherwise still open a door. */
  | { goes: 'at once'; by: string }
  /** By the site's id, or by the number that stands for it in the rows of its visits. */
  | ({ goes: 'with the site' | 'with its number' } & Found)
  /** With each visit of the site, or with each name that somebody was known by. */
  | { goes: 'with its visits' | 'with its names' }
  /** When nobody else has a part in it. By the column of the account, or of the payment's id. */
  | ({ goes: 'with its account' } & Found)
  | { goes: 'with its payments'; by: 'payment_id' | 'subject' | 'id' }
  | ({ goes: 'with its connection' } & Found)
  /** Deleted by a place of its own in removal/, which says how. */
  | { goes: 'by itself' }
  /** Nothing in it is a site's. */
  | { goes: 'never' }

const tables = {
  site: { goes: 'at once', by: 'id' },
  membership: { goes: 'at once', by: 'site_id' },
  invitation: { goes: 'at once', by: 'site_id' },
  token: { goes: 'at once', by: 'site_id' },
  share_link: { goes: 'at once', by: 'site_id' },
  identity_secret: { goes: 'at once', by: 'site_id' },
  salt: { goes: 'at once', by: 'site_id' },
  split_test: { goes: 'at once', by: 'site_id' },
  notice_way: { goes: 'at once', by: 'site_id' },
  notice: { goes: 'at once', by: 'site_id' },
  connection: { goes: 'at once', by: 'site_id' },
  poll: { goes: 'at once', by: 'connection' },
  backfill: { goes: 'at once', by: 'connection' },
  tally: { goes: 'at once', by: 'subject' },
  guest: { goes: 'by itself' },
  setting: { goes: 'by itself' },
  lease: { goes: 'by itself' },
  removed_site: { goes: 'by itself' },
  tracked_site: { goes: 'by itself' },
  connection_account: { goes: 'by itself' },

  visit: { goes: 'with its visits' },
  visit_row: { goes: 'with its visits' },
  view: { goes: 'with its visits' },
  view_row: { goes: 'with its visits' },
  // What came for views that never did; the rest goes with the views.
  engagement: { goes: 'with the site', by: 'site_id', key: ['view_id'], only: 'waiting_since is not null' },
  event: { goes: 'with the site', by: 'site_id', key: ['id'] },
  identification: { goes: 'with the site', by: 'site_id', key: ['view_id', 'at'] },
  person_name: { goes: 'with its names' },
  person: { goes: 'with its names' },
  page: { goes: 'with its number', by: 'site', key: ['no'] },
  origin: { goes: 'with its number', by: 'site', key: ['no'] },
  browser: { goes: 'with its number', by: 'site', key: ['no'] },
  summary: { goes: 'with its number', by: 'site', key: ['site', 'dimension', 'day', 'name'] },
  summary_day: { goes: 'with its number', by: 'site', key: ['site', 'day'] },
  ignored: { goes: 'with the site', by: 'site_id', key: ['site_id', 'day', 'reason'] },
  audit: { goes: 'with the site', by: 'site_id', key: ['id'] },
  imported_file: { goes: 'with the site', by: 'site_id', key: ['site_id', 'content_hash'] },
  imported_day: { goes: 'with the site', by: 'site_id', key: ['site_id', 'dimension', 'day', 'name'] },
  ad_cost: {
    goes: 'with the site',
    by: 'site_id',
    key: ['site_id', 'day', 'source', 'medium', 'campaign', 'currency'],
  },
  checkout_return: { goes: 'with the site', by: 'site_id', key: ['site_id', 'checkout_session_id'] },
  connected_customer: { goes: 'with the site', by: 'site_id', key: ['customer_id', 'site_id'] },

  delivery: { goes: 'with its connection', by: 'connection', key: ['id', 'shape', 'connection'] },
  watched: { goes: 'with its connection', by: 'connection', key: ['connection', 'object_id'] },
  healed: { goes: 'with its connection', by: 'connection', key: ['event_id'] },
  payment: { goes: 'with its payments', by: 'id' },
  entry: { goes: 'with its payments', by: 'payment_id' },
  entry_line: { goes: 'with its payments', by: 'payment_id' },
  evidence: { goes: 'with its payments', by: 'payment_id' },
  touch: { goes: 'with its payments', by: 'payment_id' },
  credit: { goes: 'with its payments', by: 'payment_id' },
  attribution_change: { goes: 'with its payments', by: 'payment_id' },
  frozen_rate: { goes: 'with its payments', by: 'payment_id' },
  attribution_due: { goes: 'with its payments', by: 'subject' },
  // Of payments that were renamed, too.
  question: { goes: 'with its account', by: 'account', key: ['payment_id'] },
  payment_alias: { goes: 'with its account', by: 'account', key: ['account', 'object_id'] },
  fact: { goes: 'with its account', by: 'account', key: ['account', 'object_id'] },
  fact_link: { goes: 'with its account', by: 'account', key: ['account', 'object_id', 'linked_id'] },
  disowned: { goes: 'with its account', by: 'account', key: ['account', 'object_id'] },
  subscription_movement: {
    goes: 'with its account',
    by: 'account',
    key: ['account', 'subscription_id', 'position'],
  },
  replay: { goes: 'with its account', by: 'account', key: ['account'] },

  member: { goes: 'never' },
  login: { goes: 'never' },
  second_factor: { goes: 'never' },
  recovery_code: { goes: 'never' },
  passkey: { goes: 'never' },
  passkey_challenge: { goes: 'never' },
  exchange_rates: { goes: 'never' },
  counter: { goes: 'never' },
  // Numbers and ids of what changed; gone a minute after the copy in columns has followed.
  report_change: { goes: 'never' },
} as const satisfies Record<keyof Tables, Fate>

type Goes = Fate['goes']

export interface Rows extends Found {
  table: keyof Tables
}

/** The tables with this fate, in the order of the list. */
export const rowsThatGo = (goes: Goes): Rows[] =>
  Object.entries<Fate>(tables).flatMap(([table, fate]) =>
    fate.goes === goes && 'by' in fate ? [{ key: [], ...fate, table: table as keyof Tables }] : [],
  )
