// A month of one site's views, written straight into the database file: through the script's door ten million would take a night.
import { DatabaseSync } from 'node:sqlite'

export interface Month {
  views: number
  siteId: string
  /** The first midnight, UTC. */
  from: number
}

export const DAYS = 30
const DAY_MS = 86_400_000
const VIEWS_A_VISIT = 3
const PATHS = 2_000
const ORIGINS = 200
const BROWSERS = 600
const SOURCES = 20
const COUNTRIES = 60
/** One visit in a hundred pays. */
const PAYING = 100

/** 3 views a visit, 20 sources, 2,000 paths, 60 countries, 1 % paying, a fifth of them after an earlier visit; every third is repeated by a returning visitor. */
export function fillMonth(file: string, month: Month): void {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -400000; begin')
  const visits = Math.floor(month.views / VIEWS_A_VISIT)
  for (const statement of [...words(), ...visited(month, visits), ...paid(month, visits)]) database.exec(statement)
  // The copy in columns is made of the rows; what was noted of each of them nobody needs.
  database.exec('delete from report_change where no < (select max(no) from report_change)')
  database.exec('commit; pragma wal_checkpoint(truncate)')
  database.close()
}

const numbers = (count: number) =>
  `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${count - 1})`
/** Believable chance that is the same in every run; some values come far more often than others. */
const chance = (i: string, salt: number) => `(((${i}) * 2654435761 + ${salt}) % 4294967296 / 4294967296.0)`
const skewed = (i: string, salt: number, count: number) =>
  `cast(${chance(i, salt)} * ${chance(i, salt + 7)} * ${count} as integer)`

const words = (): string[] => [
  `${numbers(PATHS)} insert into page (no, site, key, last_day, host, path)
     select i + 1, 1, 'page ' || i, '2026-01-01', 'shop.example', case i when 0 then '/' else '/page/' || i end from n`,
  `${numbers(ORIGINS)} insert into origin (no, site, key, last_day, channel, source, medium, campaign, click_kind)
     select i + 1, 1, 'origin ' || i, '2026-01-01',
       case i % 5 when 0 then 'Direct' when 1 then 'Organic Search' when 2 then 'Paid Search' when 3 then 'Email' else 'Referral' end,
       case i % 5 when 0 then null else 'source ' || (i % ${SOURCES}) end, case i % 5 when 2 then 'cpc' end,
       case i % 5 when 2 then 'campaign ' || (i % 40) when 3 then 'letter ' || (i % 40) end, case i % 5 when 2 then 'gclid' end from n`,
  `${numbers(BROWSERS)} insert into browser (no, site, key, last_day, country, browser, os, device, language)
     select i + 1, 1, 'browser ' || i, '2026-01-01', 'C' || (i % ${COUNTRIES}), 'browser ' || (i % 9), 'system ' || (i % 6),
       case i % 3 when 0 then 'Desktop' else 'Mobile' end, 'l' || (i % 25) from n`,
]

/** A visit has the number of its first view. */
const numberOf = (visit: string) => `(${visit} * ${VIEWS_A_VISIT} + 1)`

const visited = ({ siteId, from }: Month, visits: number): string[] => {
  const aDay = Math.ceil(visits / DAYS)
  const at = `(${from} + i / ${aDay} * ${DAY_MS} + cast((i % ${aDay}) * 1.0 / ${aDay} * ${DAY_MS} as integer))`
  return [
    `insert into tracked_site (no, id) values (1, '${siteId}')`,
    `${numbers(visits)} insert into visit_row
       (no, site, visitor_id, day, started_at, lasted, views, entry_page, exit_page, origin, browser)
       select ${numberOf('i')}, 1, 'v_' || printf('%022d', i / ${aDay} * ${aDay} + i % ${aDay} * 2 / 3),
         date(${at} / 1000, 'unixepoch'), ${at}, 60000, ${VIEWS_A_VISIT}, 1 + ${skewed('i', 1, PATHS)}, 1 + ${skewed('i * 3 + 2', 1, PATHS)},
         1 + ${skewed('i', 3, ORIGINS)}, 1 + ${skewed('i', 5, BROWSERS)} from n`,
    `update counter set last = ${visits * VIEWS_A_VISIT} where name = 'view'`,
    `${numbers(visits * VIEWS_A_VISIT)} insert into view_row (no, id, visit, at, page)
       select i + 1, lower(hex(randomblob(11))), ${numberOf(`(i / ${VIEWS_A_VISIT})`)}, ${from}, 1 + ${skewed('i', 1, PATHS)} from n`,
  ]
}

const paid = ({ siteId }: Month, visits: number): string[] => {
  const models = ['first', 'last', 'last_non_direct', 'linear', 'position_based', 'time_decay']
  const touched = `from visit_row inner join view_row on view_row.no = visit_row.no inner join origin on origin.no = visit_row.origin inner join browser on browser.no = visit_row.browser
     inner join page on page.no = visit_row.entry_page where visit_row.no % ${PAYING} = 0`
  const amount = `(1000 + visit_row.no % 9000)`
  return [
    `insert into payment (id, account, stripe_id, mode, site_id, status, currency, gross, refunds, net, paid_at, customer_id, purpose)
       select 'a:pi_' || visit_row.no, 'a', 'pi_' || visit_row.no, 'live', '${siteId}', 'paid', 'eur', ${amount}, 0, ${amount},
         started_at + 60000, 'cus_' || visit_row.no % ${visits}, 'one_off' ${touched}`,
    `insert into entry (id, payment_id, mode, site_id, kind, amount, currency, at, day, reported, reported_currency)
       select 'charge:' || visit_row.no, 'a:pi_' || visit_row.no, 'live', '${siteId}', 'charge', ${amount}, 'eur', started_at + 60000, day,
         ${amount}, 'eur' ${touched}`,
    ...[0, 1].map(
      (
        position,
      ) => `insert into touch (payment_id, position, visit_id, visit_no, site_id, at, channel, source, medium, campaign, entry_page, host,
         click_kind, country, browser, os, device, language)
       select 'a:pi_' || visit_row.no, ${position}, 's_' || view_row.id, visit_row.no, '${siteId}', started_at - ${position} * ${DAY_MS}, channel, source, medium, campaign,
         path, host, click_kind, country, browser.browser, os, device, language ${touched} and (${position} = 0 or visit_row.no % 500 = 0)`,
    ),
    ...[0, 1].map(
      (
        position,
      ) => `insert into credit (payment_id, entry_id, position, line, site_id, mode, day, kind, currency, ${models.join(', ')},
         reported_currency, ${models.map((model) => `${model}_reported`).join(', ')})
       select 'a:pi_' || visit_row.no, 'charge:' || visit_row.no, ${position}, 0, '${siteId}', 'live', day, 'charge', 'eur',
         ${[...models, 'eur', ...models].map((name) => (name === 'eur' ? `'eur'` : creditOf(name, position, amount))).join(', ')}
         ${touched} and (${position} = 0 or visit_row.no % 500 = 0)`,
    ),
  ]
}

/** Of two visits the later has all by the models that give to one, and half by the others. */
function creditOf(model: string, position: number, amount: string): string {
  const two = 'visit_row.no % 500 = 0'
  const half = `case when ${two} then ${amount} / 2 ${position === 0 ? `+ ${amount} % 2` : ''} else ${amount} end`
  if (model === 'first') return position === 1 ? amount : `case when ${two} then 0 else ${amount} end`
  return model.startsWith('last') ? (position === 0 ? amount : '0') : half
}
