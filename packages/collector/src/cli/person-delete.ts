// `farthing person delete`: forgets a person, in the inbox too.
import type { Command } from 'commander'
import { deletePerson } from '../privacy/delete-person.ts'
import { asking, nameIn, type PersonOptions } from './asked-person.ts'
import { siteNamed } from './known-site.ts'
import { print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

export function personDelete(person: Command, terminal: Terminal, { withParts }: Workplace): void {
  asking(person.command('delete').description('forget a person: visits, names, and the names in the inbox')).action(
    async (options: PersonOptions) => {
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
