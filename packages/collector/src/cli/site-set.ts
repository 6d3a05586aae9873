// `farthing site set`: changes what is named and leaves the rest.
import { type SiteChange, siteChangeSchema } from '@farthing/contract'
import { type Command, InvalidArgumentError } from 'commander'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import { changedSite, concernsPayments } from '../sites/edit-site.ts'
import { knownSites } from '../sites/known-sites.ts'
import type { SiteRecord } from '../sites/site.ts'
import { findSite, measuredSites, notePaymentsDue, updateSite } from '../sites/store.ts'
import type { Db } from '../storage/schema.ts'
import { oneMore } from './site-add.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  host?: string[]
  name?: string
  timeZone?: string
  currency?: string
  retentionDays?: number | 'never'
  lookBackDays?: string
}

export function siteSet(site: Command, terminal: Terminal, { withStorage }: Workplace): void {
  site
    .command('set <id>')
    .description('change a site')
    .option('--host <host>', 'its hosts, instead of the present ones; may be repeated', oneMore)
    .option('--name <name>', 'how the dashboard calls it')
    .option('--time-zone <zone>', 'where its days begin, as in Europe/Paris')
    .option('--currency <code>', 'the currency of its reports, as in eur')
    .option('--retention-days <days>', 'forget views and visits after so many days, or `never`', days)
    .option('--look-back-days <days>', 'how many days before a payment a visit may still have earned it')
    .option('--json', 'print JSON')
    .action(async (id: string, { host, json, retentionDays, lookBackDays, ...rest }: Options) => {
      const kept = retentionDays === 'never' ? null : retentionDays
      const change = parseBody(siteChangeSchema, {
        hosts: host,
        retentionDays: kept,
        lookBackDays: lookBackDays === undefined ? undefined : Number(lookBackDays),
        ...rest,
      })
      const changed = await withStorage(async (storage) => {
        const site = await storage.write((trx) => changeSite(trx, id, change))
        knownSites(storage).forget(id)
        return site
      })
      print(terminal, { json }, changed, [
        `Changed ${changed.name} (${changed.id}).`,
        ...(changed.nextTimeZone
          ? [
              `${changed.nextTimeZone.timeZone} applies from ${new Date(changed.nextTimeZone.at).toISOString()}, when the next day begins.`,
            ]
          : []),
      ])
    })
}

async function changeSite(trx: Db, id: string, change: SiteChange): Promise<SiteRecord> {
  const before = await findSite(trx, id)
  if (!before) throw new Refusal('unknown_site', `There is no site ${id} here. \`farthing site list\` lists them.`)
  const measured = (await measuredSites(trx, [id])).get(id)
  const after = changedSite(before, change, Date.now(), measured?.hasViews ?? false)
  await updateSite(trx, after)
  if (concernsPayments(before, after)) await notePaymentsDue(trx, id)
  return after
}

function days(text: string): number | 'never' {
  if (text === 'never') return text
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('a number of days, or `never`')
}
