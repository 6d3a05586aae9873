// `farthing person export`: everything that is kept of a person.
import type { Command } from 'commander'
import { exportPerson } from '../privacy/export-person.ts'
import { asking, nameIn, type PersonOptions } from './asked-person.ts'
import { siteNamed } from './known-site.ts'
import { print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

export function personExport(person: Command, terminal: Terminal, { withParts }: Workplace): void {
  asking(person.command('export').description('print everything that is kept of a person, as JSON')).action(
    async (options: PersonOptions) => {
      const found = await withParts(async ({ storage, keys }) => {
        const { id } = await siteNamed(storage, options.site)
        return exportPerson(storage.read, { siteId: id, name: nameIn(options) }, keys.emailKey(id))
      })
      print(terminal, options, found, [JSON.stringify(found, null, 2)])
    },
  )
}
