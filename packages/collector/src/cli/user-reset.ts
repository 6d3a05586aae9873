// `farthing user reset`: a new password; every login with the old one ends, and so do the second factor and the passkeys.
import type { Command } from 'commander'
import { normalEmail, resetPassword } from '../admin/member.ts'
import { type CredentialOptions, credentialsFrom } from './credentials.ts'
import { print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

export function userReset(user: Command, terminal: Terminal, { withStorage }: Workplace): void {
  user
    .command('reset')
    .description('give a user a new password')
    .requiredOption('--email <email>', 'whose password')
    .option('--password-stdin', 'read the new password from standard input')
    .option('--json', 'print JSON')
    .action(async (options: CredentialOptions) => {
      const credentials = await credentialsFrom(options, terminal)
      await withStorage((storage) => resetPassword(storage, credentials))
      const email = normalEmail(credentials.email)
      print(terminal, options, { email }, [
        `${email} has a new password, no second factor and no passkeys, and has to sign in again.`,
      ])
    })
}
