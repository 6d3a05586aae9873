// By which name a command asks for a person.
import { type Command, Option } from 'commander'
import { Refusal } from '../errors.ts'
import type { AskedPerson } from '../privacy/person.ts'
import type { Printed } from './terminal.ts'

export interface PersonOptions extends Printed {
  site: string
  email?: string
  customId?: string
}

export const asking = (command: Command): Command =>
  command
    .requiredOption('--site <id>', 'which site')
    .addOption(new Option('--email <address>', 'by email address').conflicts('customId'))
    .option('--custom-id <id>', "by the site's own identifier")
    .option('--json', 'print JSON on one line')

export function nameIn({ email, customId }: PersonOptions): AskedPerson['name'] {
  if (email !== undefined) return { email }
  if (customId !== undefined) return { customId }
  throw new Refusal('invalid_body', 'Say who it is: --email or --custom-id.')
}
