// `farthing person export` and `farthing person delete`: what a person may ask of a site's owner.
import { type Command, Option } from 'commander'
import { Refusal } from '../errors.ts'
import { deletePerson } from '../privacy/delete-person.ts'
import { exportPerson } from '../privacy/export-person.ts'
import type { AskedPerson } from '../privacy/person.ts'
import { siteNamed } from './known-site.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import { withParts } from './with-parts.ts'

interface Options extends Printed {
  site: string
  email?: string
  customId?: string
}

export function personExport(person: Command, terminal: Terminal): void {
  asking(person.command('export').description('print everything that is kept of a person, as JSON')).action(
    async (options: Options) => {
      const found = await withParts(async ({ storage, keys }) => {
        const { id } = await siteNamed(storage, options.site)
        return exportPerson(storage.read, { siteId: id, name: nameIn(options) }, keys.emailKey(id))
      })
      print(terminal, options, found, [JSON.stringify(found, null, 2)])
    },
  )
}

export function personDelete(person: Command, terminal: Terminal): void {
  asking(person.command('delete').description('forget a person: visits, names, and the names in the inbox')).action(
    async (options: Options) => {
      const forgotten = await withParts(async ({ storage, keys }) => {
        const { id } = await siteNamed(storage, options.site)
        return deletePerson(storage, { siteId: id, name: nameIn(options) }, keys.emailKey(id))
      })
      print(terminal, options, forgotten, [
        `Forgot ${forgotten.visits} visits and ${forgotten.identifications} identifications.`,
        `Took the names out of ${forgotten.messages} messages of Stripe and ${forgotten.facts} facts. Payments stay; what Stripe itself keeps is deleted there.`,
      ])
    },
  )
}

const asking = (command: Command): Command =>
  command
    .requiredOption('--site <id>', 'which site')
    .addOption(new Option('--email <address>', 'by email address').conflicts('customId'))
    .option('--custom-id <id>', "by the site's own identifier")
    .option('--json', 'print JSON on one line')

function nameIn({ email, customId }: Options): AskedPerson['name'] {
  if (email !== undefined) return { email }
  if (customId !== undefined) return { customId }
  throw new Refusal('invalid_body', 'Say who it is: --email or --custom-id.')
}
