// `farthing report NAME`: every report that the dashboard shows, for a terminal, a spreadsheet or a program.
import { attributionModelSchema, comparisonSchema, intervalSchema, modeSchema } from '@farthing/contract'
import { type Command, Option } from 'commander'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { askedOf } from '../reports/asked.ts'
import { toCsv, toTable } from '../reports/csv.ts'
import { reportNamed, reports } from '../reports/named.ts'
import { pageOf } from '../reports/page.ts'
import { aligned } from './aligned.ts'
import { siteNamed } from './known-site.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  site: string
  csv?: boolean
  [asked: string]: unknown
}

const names = reports.map(({ path }) => path.replace(/:.*/, 'NAME')).join(', ')
const oneMore = (value: string, before: string[] = []) => [...before, value]

/** What stands after `report` and is no other command of it is the name of a report. */
export function reportShow(report: Command, terminal: Terminal, { withParts }: Workplace): void {
  report
    .command('show <name>', { isDefault: true })
    .description(`a report by its name: ${names}`)
    .requiredOption('--site <id>', 'which site')
    .option('--from <day>', 'the first day, YYYY-MM-DD (default: 30 days)')
    .option('--to <day>', 'the last day, YYYY-MM-DD (default: today)')
    .addOption(new Option('--mode <mode>', 'which payments').choices(modeSchema.options))
    .addOption(new Option('--model <model>', 'how credit is given').choices(attributionModelSchema.options))
    .addOption(new Option('--interval <part>', "of the overview's series").choices(intervalSchema.options))
    .addOption(new Option('--compare <days>', 'of the overview').choices(comparisonSchema.options))
    .option('--filter <dimension:operator:value>', 'only a part; may be repeated', oneMore)
    .option('--goal <goal>', 'what counts as a conversion: payment, event:Name, page:/path')
    .option('--step <goal>', 'of the funnel; repeated, in their order', oneMore)
    .option('--limit <rows>', 'how many rows')
    .option('--csv', 'print all rows as CSV')
    .option('--json', 'print what `GET /api/sites/:id/reports/NAME` answers')
    .action(async (name: string, options: Options) => {
      const { site, json, csv, ...given } = options
      const { told, query, scope } = await withParts(async (parts) => {
        const { id } = await siteNamed(parts.storage, site)
        return await reportOf(parts, name, id, given)
      })
      if (csv) for (const part of toCsv(told)) terminal.out(part.trimEnd())
      else {
        const page = pageOf(told, query)
        const title = `${scope.mode} view, ${scope.from} to ${scope.to} (${scope.timeZone}); money in the smallest unit of its currency`
        print(terminal, { json }, page, [title, ...linesOf(page)])
      }
    })
}

async function reportOf(parts: Parts, asked: string, siteId: string, given: object) {
  const report = reportNamed(asked)
  if (!report) throw new Refusal('invalid_query', `There is no report "${asked}". There are: ${names}.`)
  const checked = await askedOf(parts, siteId, given)
  return { ...checked, told: await report.answer(parts.storage.reports, checked, report.name) }
}

/** Columns that say nothing in any row, and those that say once more what others do, are left out: a terminal is narrow. */
function linesOf(report: object): string[] {
  const { columns, lines } = toTable(report)
  if (lines.length === 0) return ['Nothing in these days.']
  const said = columns.filter((column) => !AGAIN.test(column) && lines.some((line) => Boolean(line[column])))
  const figures = said.findIndex((column) => lines.some((line) => typeof line[column] === 'number'))
  const cells = lines.map((line) => said.map((column) => cellOf(line[column] ?? null)))
  return aligned([said, ...cells], figures < 0 ? said.length : figures)
}

const AGAIN = /^(reported|payments)_/

const cellOf = (value: string | number | boolean | null): string =>
  typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(4) : String(value ?? '-')
