// The first tables. Columns are explained in ../schema.ts.
import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { endOf, engineOf, integerType, tableEnd } from '../dialect.ts'
import { sumEngagedTime } from './engaged-time.ts'
import { noteChanges } from './report-changes.ts'
import { makeStale } from './stale-days.ts'

/** `number`: given by the database. */
type Column = 'text' | 'text?' | 'int' | 'int?' | 'int=0' | 'number'
type Columns = Record<string, Column>

const tables: Record<string, { columns: Columns; key: string[]; indexes?: string[][] }> = {
  setting: { columns: { key: 'text', value: 'text' }, key: ['key'] },
  site: {
    columns: {
      id: 'text',
      name: 'text',
      hosts: 'text',
      time_zone: 'text',
      currency: 'text',
      created_at: 'int',
      retention_days: 'int?',
      next_time_zone: 'text?',
      next_time_zone_at: 'int?',
      look_back_days: 'int?',
      default_model: 'text?',
      metadata_keys: 'text?',
      ignored_addresses: 'text?',
      ignored_paths: 'text?',
      datacentre_traffic: 'text?',
      is_demo: 'int=0',
    },
    key: ['id'],
  },
  removed_site: { columns: { id: 'text', removed_at: 'int', is_demo: 'int=0', read_until: 'text?' }, key: ['id'] },
  member: {
    columns: { id: 'text', email: 'text', password_hash: 'text', created_at: 'int', everywhere: 'int=0' },
    key: ['id'],
  },
  membership: {
    columns: { site_id: 'text', member_id: 'text', role: 'text', created_at: 'int' },
    key: ['site_id', 'member_id'],
    indexes: [['member_id']],
  },
  invitation: {
    columns: {
      token_hash: 'text',
      id: 'text',
      site_id: 'text',
      email: 'text',
      role: 'text',
      created_at: 'int',
      expires_at: 'int',
    },
    key: ['token_hash'],
    indexes: [['site_id']],
  },
  login: {
    columns: {
      token_hash: 'text',
      id: 'text',
      member_id: 'text',
      browser: 'text',
      created_at: 'int',
      last_seen_at: 'int',
      expires_at: 'int',
    },
    key: ['token_hash'],
    indexes: [['member_id']],
  },
  second_factor: {
    columns: { member_id: 'text', secret: 'text', created_at: 'int', confirmed_at: 'int?', last_step: 'int=0' },
    key: ['member_id'],
  },
  recovery_code: { columns: { member_id: 'text', code_hash: 'text' }, key: ['member_id', 'code_hash'] },
  passkey: {
    columns: {
      id: 'text',
      member_id: 'text',
      name: 'text',
      host: 'text',
      credential_id: 'text',
      public_key: 'text',
      counter: 'int',
      created_at: 'int',
      last_used_at: 'int?',
    },
    key: ['credential_id'],
    indexes: [['member_id']],
  },
  passkey_challenge: {
    columns: { challenge_hash: 'text', member_id: 'text?', expires_at: 'int' },
    key: ['challenge_hash'],
    indexes: [['expires_at']],
  },
  share_link: {
    columns: {
      token_hash: 'text',
      id: 'text',
      site_id: 'text',
      name: 'text',
      password_hash: 'text?',
      hides_amounts: 'int',
      created_at: 'int',
      expires_at: 'int?',
    },
    key: ['token_hash'],
    indexes: [['site_id']],
  },
  guest: {
    columns: { token_hash: 'text', share_link_id: 'text', expires_at: 'int' },
    key: ['token_hash'],
    indexes: [['share_link_id']],
  },
  audit: {
    columns: { id: 'text', site_id: 'text', at: 'int', who: 'text', what: 'text', fields: 'text' },
    key: ['id'],
    indexes: [['site_id', 'at']],
  },
  split_test: {
    columns: {
      site_id: 'text',
      name: 'text',
      goal: 'text',
      sides: 'text',
      state: 'text',
      created_at: 'int',
      started_at: 'int?',
      ended_at: 'int?',
    },
    key: ['site_id', 'name'],
  },
  salt: { columns: { site_id: 'text', day: 'text', salt: 'text', delete_at: 'int' }, key: ['site_id', 'day'] },
  tracked_site: { columns: { no: 'number', id: 'text' }, key: ['no'] },
  page: {
    columns: { no: 'number', site: 'int', key: 'text', last_day: 'text', host: 'text', path: 'text' },
    key: ['no'],
  },
  origin: {
    columns: {
      no: 'number',
      site: 'int',
      key: 'text',
      last_day: 'text',
      channel: 'text',
      source: 'text?',
      medium: 'text?',
      campaign: 'text?',
      term: 'text?',
      content: 'text?',
      click_kind: 'text?',
      referrer: 'text?',
    },
    key: ['no'],
  },
  browser: {
    columns: {
      no: 'number',
      site: 'int',
      key: 'text',
      last_day: 'text',
      country: 'text?',
      region: 'text?',
      city: 'text?',
      browser: 'text?',
      os: 'text?',
      device: 'text?',
      language: 'text?',
    },
    key: ['no'],
  },
  visit_row: {
    columns: {
      no: 'int',
      site: 'int',
      visitor_id: 'text',
      day: 'text',
      started_at: 'int',
      lasted: 'int',
      views: 'int',
      engaged: 'int=0',
      entry_page: 'int',
      exit_page: 'int',
      last_tick: 'int?',
      origin: 'int',
      click_id: 'text?',
      browser: 'int',
      sides: 'text?',
    },
    key: ['no'],
    indexes: [['site', 'day']],
  },
  view_row: {
    columns: {
      no: 'int',
      id: 'text',
      visit: 'int',
      at: 'int',
      page: 'int',
      origin: 'int?',
      click_id: 'text?',
      tick: 'int?',
      page_before: 'int?',
    },
    key: ['no'],
    indexes: [['visit']],
  },
  engagement: {
    columns: { view_id: 'text', site_id: 'text', engaged_ms: 'int', scroll_depth: 'int', waiting_since: 'int?' },
    key: ['view_id'],
  },
  event: {
    columns: {
      id: 'text',
      site_id: 'text',
      view_id: 'text',
      at: 'int',
      name: 'text',
      props: 'text?',
      revenue: 'int?',
      currency: 'text?',
    },
    key: ['id'],
    indexes: [['site_id', 'at'], ['view_id']],
  },
  identification: {
    columns: { site_id: 'text', view_id: 'text', at: 'int', email_hash: 'text?', custom_id: 'text?' },
    key: ['view_id', 'at'],
    indexes: [
      ['site_id', 'email_hash'],
      ['site_id', 'custom_id'],
      ['site_id', 'at'],
    ],
  },
  person: { columns: { id: 'text', site_id: 'text', created_at: 'int' }, key: ['id'] },
  person_name: {
    columns: { site_id: 'text', kind: 'text', value: 'text', person_id: 'text' },
    key: ['site_id', 'kind', 'value'],
    indexes: [['person_id']],
  },
  imported_day: {
    columns: {
      site_id: 'text',
      dimension: 'text',
      day: 'text',
      name: 'text',
      visitors: 'int',
      visits: 'int',
      views: 'int',
    },
    key: ['site_id', 'dimension', 'day', 'name'],
  },
  ad_cost: {
    columns: {
      site_id: 'text',
      day: 'text',
      source: 'text',
      medium: 'text',
      campaign: 'text',
      currency: 'text',
      cost: 'int',
      clicks: 'int',
      impressions: 'int',
    },
    key: ['site_id', 'day', 'source', 'medium', 'campaign', 'currency'],
  },
  summary: {
    columns: {
      site: 'int',
      dimension: 'text',
      day: 'text',
      name: 'text',
      visitors: 'int',
      visits: 'int',
      views: 'int',
      bounces: 'int',
      duration: 'int',
    },
    key: ['site', 'dimension', 'day', 'name'],
  },
  summary_day: { columns: { site: 'int', day: 'text', state: 'text', counter: 'text' }, key: ['site', 'day'] },
  counter: { columns: { name: 'text', last: 'int' }, key: ['name'] },
  report_change: { columns: { no: 'number', visit: 'int?', payment_id: 'text?' }, key: ['no'] },
  imported_file: {
    columns: { site_id: 'text', content_hash: 'text', tool: 'text', file: 'text', lines: 'int', imported_at: 'int' },
    key: ['site_id', 'content_hash'],
  },
  identity_secret: {
    columns: { site_id: 'text', secret: 'text', hint: 'text', required: 'int', created_at: 'int' },
    key: ['site_id'],
  },
  connection: {
    columns: {
      site_id: 'text',
      api_key: 'text?',
      api_key_mode: 'text?',
      api_key_hint: 'text?',
      webhook_secrets: 'text?',
      webhook_secret_count: 'int=0',
      account_id: 'text?',
      key_check: 'text?',
      webhook_endpoint_id: 'text?',
    },
    key: ['site_id'],
    indexes: [['account_id']],
  },
  ignored: {
    columns: { site_id: 'text', day: 'text', reason: 'text', count: 'int' },
    key: ['site_id', 'day', 'reason'],
  },
  tally: {
    columns: { kind: 'text', subject: 'text', reason: 'text', count: 'int', last_at: 'int' },
    key: ['kind', 'subject', 'reason'],
  },
  delivery: {
    columns: {
      id: 'text',
      shape: 'text',
      door: 'text',
      connection: 'text',
      mode: 'text',
      type: 'text',
      body: 'text',
      received_at: 'int',
      handled_at: 'int?',
      attempts: 'int=0',
      next_attempt_at: 'int',
      outcome: 'text?',
    },
    key: ['id', 'shape', 'connection'],
    indexes: [
      ['handled_at', 'next_attempt_at'],
      ['connection', 'received_at'],
      ['connection', 'door', 'type', 'received_at'],
    ],
  },
  checkout_return: {
    columns: {
      checkout_session_id: 'text',
      site_id: 'text',
      view_id: 'text',
      mode: 'text',
      reported_at: 'int',
      state: 'text',
      reason: 'text',
      attempts: 'int=0',
      next_attempt_at: 'int',
    },
    key: ['site_id', 'checkout_session_id'],
    indexes: [['state', 'next_attempt_at'], ['site_id', 'state'], ['checkout_session_id']],
  },
  fact: {
    columns: { account: 'text', object_id: 'text', kind: 'text', mode: 'text', customer_id: 'text?', body: 'text' },
    key: ['account', 'object_id'],
    indexes: [['account', 'customer_id', 'kind']],
  },
  fact_link: {
    columns: { account: 'text', object_id: 'text', linked_id: 'text' },
    key: ['account', 'object_id', 'linked_id'],
    indexes: [['linked_id', 'account', 'object_id']],
  },
  connection_account: { columns: { connection: 'text', account: 'text' }, key: ['connection'] },
  disowned: { columns: { account: 'text', object_id: 'text' }, key: ['account', 'object_id'] },
  payment: {
    columns: {
      id: 'text',
      account: 'text',
      stripe_id: 'text',
      mode: 'text',
      site_id: 'text?',
      status: 'text',
      currency: 'text',
      gross: 'int',
      refunds: 'int',
      net: 'int',
      outside: 'int=0',
      fees: 'text?',
      fees_reported: 'int?',
      fees_currency: 'text?',
      paid_at: 'int',
      description: 'text?',
      customer_id: 'text?',
      subscription_id: 'text?',
      purpose: 'text?',
      joined: 'text?',
      evidence: 'text?',
      grade: 'int?',
      unattributed_reason: 'text?',
    },
    key: ['id'],
    indexes: [
      ['site_id', 'mode', 'paid_at'],
      ['account', 'subscription_id'],
      ['account', 'customer_id', 'paid_at'],
    ],
  },
  payment_alias: {
    columns: { account: 'text', object_id: 'text', payment_id: 'text' },
    key: ['account', 'object_id'],
    indexes: [['payment_id']],
  },
  entry: {
    columns: {
      id: 'text',
      payment_id: 'text',
      mode: 'text',
      site_id: 'text?',
      kind: 'text',
      amount: 'int',
      currency: 'text',
      at: 'int',
      day: 'text?',
      reported: 'int?',
      reported_currency: 'text?',
    },
    key: ['payment_id', 'id'],
    indexes: [['site_id', 'mode', 'day']],
  },
  subscription_movement: {
    columns: {
      account: 'text',
      subscription_id: 'text',
      position: 'int',
      mode: 'text',
      kind: 'text',
      at: 'int',
      currency: 'text',
      mrr_before: 'int',
      mrr_after: 'int',
      site_id: 'text?',
      day: 'text?',
      payment_id: 'text?',
    },
    key: ['account', 'subscription_id', 'position'],
    indexes: [['site_id', 'mode', 'day']],
  },
  entry_line: {
    columns: {
      payment_id: 'text',
      entry_id: 'text',
      position: 'int',
      product_id: 'text?',
      price_id: 'text?',
      description: 'text?',
      amount: 'int',
    },
    key: ['payment_id', 'entry_id', 'position'],
    indexes: [['product_id']],
  },
  evidence: {
    columns: { payment_id: 'text', kind: 'text', value: 'text', grade: 'int', visit_id: 'text?', chosen: 'int' },
    key: ['payment_id', 'kind', 'value'],
    indexes: [['value']],
  },
  touch: {
    columns: {
      payment_id: 'text',
      position: 'int',
      visit_id: 'text',
      visit_no: 'int',
      site_id: 'text',
      at: 'int',
      channel: 'text',
      source: 'text?',
      medium: 'text?',
      campaign: 'text?',
      entry_page: 'text',
      host: 'text?',
      term: 'text?',
      content: 'text?',
      click_kind: 'text?',
      click_id: 'text?',
      country: 'text?',
      region: 'text?',
      city: 'text?',
      browser: 'text?',
      os: 'text?',
      device: 'text?',
      language: 'text?',
      sides: 'text?',
    },
    key: ['payment_id', 'position'],
    indexes: [['site_id', 'visit_id'], ['visit_no']],
  },
  credit: {
    columns: {
      payment_id: 'text',
      entry_id: 'text',
      position: 'int',
      line: 'int',
      site_id: 'text',
      mode: 'text',
      day: 'text',
      kind: 'text',
      currency: 'text',
      product: 'text?',
      price: 'text?',
      first: 'int',
      last: 'int',
      last_non_direct: 'int',
      linear: 'int',
      position_based: 'int',
      time_decay: 'int',
      reported_currency: 'text?',
      first_reported: 'int?',
      last_reported: 'int?',
      last_non_direct_reported: 'int?',
      linear_reported: 'int?',
      position_based_reported: 'int?',
      time_decay_reported: 'int?',
      first_fee: 'int?',
      last_fee: 'int?',
      last_non_direct_fee: 'int?',
      linear_fee: 'int?',
      position_based_fee: 'int?',
      time_decay_fee: 'int?',
    },
    key: ['payment_id', 'entry_id', 'position', 'line'],
    indexes: [['site_id', 'mode', 'day']],
  },
  attribution_change: {
    columns: {
      payment_id: 'text',
      number: 'int',
      at: 'int',
      evidence: 'text?',
      grade: 'int?',
      unattributed_reason: 'text?',
      visit_id: 'text?',
      touches: 'int',
    },
    key: ['payment_id', 'number'],
  },
  attribution_due: { columns: { subject: 'text', after: 'text' }, key: ['subject'] },
  connected_customer: {
    columns: { customer_id: 'text', site_id: 'text', custom_id: 'text', connected_at: 'int' },
    key: ['customer_id', 'site_id'],
    indexes: [['site_id', 'custom_id']],
  },
  frozen_rate: {
    columns: { payment_id: 'text', entry: 'text', currency: 'text', rate: 'text', origin: 'text' },
    key: ['payment_id', 'entry', 'currency'],
  },
  exchange_rates: { columns: { day: 'text', base: 'text', rates: 'text' }, key: ['day', 'base'] },
  poll: {
    columns: {
      connection: 'text',
      list: 'text',
      key_print: 'text',
      cursor: 'int',
      after_id: 'text?',
      next_cursor: 'int?',
      next_at: 'int',
      failures: 'int=0',
      problem: 'text?',
    },
    key: ['connection', 'list'],
  },
  backfill: {
    columns: {
      connection: 'text',
      resource: 'text',
      key_print: 'text',
      from_at: 'int',
      until_at: 'int',
      after_id: 'text?',
      objects: 'int=0',
      state: 'text',
      problem: 'text?',
      started_at: 'int',
      updated_at: 'int',
    },
    key: ['connection', 'resource'],
  },
  watched: {
    columns: { connection: 'text', object_id: 'text', resource: 'text', next_at: 'int' },
    key: ['connection', 'object_id'],
    indexes: [['connection', 'next_at']],
  },
  question: {
    columns: { payment_id: 'text', account: 'text', state: 'text', tries: 'int=0', next_at: 'int' },
    key: ['payment_id'],
    indexes: [['state', 'next_at'], ['account']],
  },
  healed: {
    columns: {
      event_id: 'text',
      connection: 'text',
      type: 'text',
      object_id: 'text',
      happened_at: 'int',
      found_at: 'int',
    },
    key: ['event_id'],
    indexes: [['connection', 'found_at']],
  },
  notice_way: {
    columns: {
      id: 'text',
      site_id: 'text',
      member_id: 'text?',
      url: 'text?',
      secret: 'text?',
      kinds: 'text',
      hides_amounts: 'int',
      created_at: 'int',
    },
    key: ['id'],
    indexes: [['site_id']],
  },
  notice: {
    columns: {
      id: 'text',
      way_id: 'text',
      occasion: 'text',
      site_id: 'text',
      kind: 'text',
      said: 'text',
      at: 'int',
      state: 'text',
      attempts: 'int=0',
      next_at: 'int',
      problem: 'text?',
    },
    key: ['way_id', 'occasion'],
    indexes: [
      ['state', 'next_at'],
      ['site_id', 'at'],
    ],
  },
  lease: { columns: { name: 'text', owner: 'text', until_at: 'int' }, key: ['name'] },
  replay: {
    columns: {
      account: 'text',
      phase: 'text',
      started_at: 'int',
      connection: 'text',
      delivery_id: 'text',
      shape: 'text',
      deliveries: 'int=0',
      objects: 'int=0',
    },
    key: ['account'],
  },
  token: {
    columns: {
      token_hash: 'text',
      id: 'text',
      site_id: 'text',
      name: 'text',
      scope: 'text',
      created_at: 'int',
      last_used_at: 'int?',
    },
    key: ['token_hash'],
    indexes: [['site_id']],
  },
}

const uniques: Record<string, string[][]> = {
  member: [['email']],
  tracked_site: [['id']],
  page: [['site', 'key']],
  origin: [['site', 'key']],
  browser: [['site', 'key']],
}

/** What is kept in numbers, as everybody reads it. Left joins cost nothing where their columns are not asked for. */
const views: Record<string, string> = {
  visit: `select visit_row.no, 's_' || naming.id as id, tracked_site.id as site_id, visit_row.visitor_id, visit_row.day,
      visit_row.started_at, visit_row.started_at + visit_row.lasted as last_at, visit_row.views, visit_row.engaged as engaged_ms,
      first_page.host, first_page.path as entry_page, last_page.path as exit_page, visit_row.last_tick,
      origin.channel, origin.source, origin.medium, origin.campaign, origin.term, origin.content,
      origin.click_kind, visit_row.click_id, origin.referrer,
      browser.country, browser.region, browser.city, browser.browser, browser.os, browser.device, browser.language,
      visit_row.sides
    from visit_row
    join tracked_site on tracked_site.no = visit_row.site
    left join view_row as naming on naming.no = visit_row.no
    left join page as first_page on first_page.no = visit_row.entry_page
    left join page as last_page on last_page.no = visit_row.exit_page
    left join origin on origin.no = visit_row.origin
    left join browser on browser.no = visit_row.browser`,
  view: `select view_row.no, view_row.id, tracked_site.id as site_id, 's_' || naming.id as visit_id, view_row.visit as visit_no, view_row.at,
      page.host, page.path as page, view_row.tick, page_before.path as page_before
    from view_row
    join visit_row on visit_row.no = view_row.visit
    join tracked_site on tracked_site.no = visit_row.site
    left join view_row as naming on naming.no = view_row.visit
    left join page on page.no = view_row.page
    left join page as page_before on page_before.no = view_row.page_before`,
}

export async function up(db: Kysely<unknown>): Promise<void> {
  const engine = engineOf(db)
  for (const [name, { columns, key, indexes = [] }] of Object.entries(tables)) {
    const table: CreateTableBuilder<string, string> = Object.entries(columns).reduce(
      (builder: CreateTableBuilder<string, string>, [column, type]) =>
        builder.addColumn(column, type.startsWith('text') ? 'text' : integerType(engine), (definition) => {
          if (type === 'number')
            return engine === 'sqlite' ? definition.notNull() : definition.generatedByDefaultAsIdentity()
          if (type === 'int=0') return definition.notNull().defaultTo(0)
          return type.endsWith('?') ? definition : definition.notNull()
        }),
      db.schema.createTable(name),
    )
    await table
      .addPrimaryKeyConstraint(`${name}_key`, key as [string])
      .modifyEnd(tableEnd(engine))
      .execute()
    for (const index of indexes)
      await db.schema
        .createIndex(`${name}_by_${index.join('_')}`)
        .on(name)
        .columns(index)
        .execute()
    for (const unique of uniques[name] ?? [])
      await db.schema
        .createIndex(`${name}_one_${unique.join('_')}`)
        .on(name)
        .columns(unique)
        .unique()
        .execute()
  }
  await db.schema
    .createIndex('engagement_by_waiting')
    .on('engagement')
    .columns(['site_id', 'waiting_since'])
    .where('waiting_since', 'is not', null)
    .execute()
  await db.schema.createIndex('visit_row_by_visitor').on('visit_row').expression(endOf('visitor_id')).execute()
  await db.schema.createIndex('view_row_by_id').on('view_row').expression(endOf('id')).execute()
  await sql`insert into counter (name, last) values ('view', 0), ('copied', 0)`.execute(db)
  for (const [name, query] of Object.entries(views))
    await sql`create view ${sql.ref(name)} as ${sql.raw(query)}`.execute(db)
  await makeStale(db)
  await sumEngagedTime(db)
  await noteChanges(db)
}
