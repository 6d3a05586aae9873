// `farthing user add`: one more person who may look and change.
import type { Command } from 'commander'
import { addMember } from '../admin/member.ts'
import { type CredentialOptions, credentialsFrom } from './credentials.ts'
import { print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

export function userAdd(user: Command, terminal: Terminal, { withStorage }: Workplace): void {
  user
    .command('add')
    .description('add a user of the dashboard')
    .requiredOption('--email <email>', 'what the user signs in with')
    .option('--password-stdin', 'read the password from standard input')
    .option('--json', 'print JSON')
    .action(async (options: CredentialOptions) => {
      const credentials = await credentialsFrom(options, terminal)
      const member = await withStorage((storage) => addMember(storage, credentials, Date.now()))
      print(terminal, options, member, [`Added ${member.email}.`])
    })
}
