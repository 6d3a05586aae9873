// `farthing doctor`: what works and what does not, from the first view to the last payment. Exit code 1 when something does not.
import type { DoctorReport, FindingLevel } from '@farthing/contract'
import { type Command, CommanderError } from 'commander'
import { examine } from '../doctor/examine.ts'
import { worstOf } from '../doctor/finding.ts'
import { Refusal } from '../errors.ts'
import type { SiteRecord } from '../sites/site.ts'
import { allSites, findSite } from '../sites/store.ts'
import type { Db } from '../storage/schema.ts'
import { stripeApi } from '../stripe/client.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  site?: string
}

export function doctor(program: Command, terminal: Terminal, { withParts }: Workplace): void {
  program
    .command('doctor')
    .description('look at everything between a view and its payment, and say what to do')
    .option('--site <id>', 'which site (default: all)')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const reports = await withParts(async (parts) => {
        const api = stripeApi(parts.config.stripe.apiBase)
        const found: DoctorReport[] = []
        for (const site of await sitesAsked(parts.storage.read, options.site))
          found.push(await examine(parts, api, site, null))
        return found
      })
      const level = worstOf(reports)
      print(terminal, options, { level, sites: reports }, reports.flatMap(linesOf))
      // What is wrong has been said; the code is for scripts.
      if (level === 'problem') throw new CommanderError(1, 'farthing.doctor', 'There is a problem.')
    })
}

async function sitesAsked(db: Db, id: string | undefined): Promise<SiteRecord[]> {
  if (id === undefined) {
    const sites = await allSites(db)
    if (sites.length > 0) return sites
    throw new Refusal('unknown_site', 'There is no site yet. `farthing site add` adds one.')
  }
  const site = await findSite(db, id)
  if (site) return [site]
  throw new Refusal('unknown_site', `There is no site ${id} here. \`farthing site list\` lists them.`)
}

const marks: Record<FindingLevel, string> = { ok: 'ok      ', warning: 'warning ', problem: 'PROBLEM ' }
const INDENT = '         '

function linesOf({ siteName, siteId, findings }: DoctorReport): string[] {
  return [
    `${siteName} (${siteId})`,
    ...findings.flatMap(({ level, sentence, todo, snippet }) => [
      ` ${marks[level]}${sentence}`,
      ...(todo === null ? [] : [`${INDENT}→ ${todo}`]),
      ...(snippet === null ? [] : snippet.split('\n').map((line) => `${INDENT}  ${line}`.trimEnd())),
    ]),
  ]
}
