// `farthing token add`: lets a program speak for a site. The token is printed once and never again.
import { type TokenScope, tokenScopeSchema } from '@farthing/contract'
import { type Command, Option } from 'commander'
import { addToken } from '../admin/add-token.ts'
import { siteNamed } from './known-site.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  site: string
  name: string
  scope: TokenScope
}

export function tokenAdd(token: Command, terminal: Terminal, { withStorage }: Workplace): void {
  token
    .command('add')
    .description('make a token for a program')
    .requiredOption('--site <id>', 'which site it speaks for')
    .option('--name <name>', 'what it is for', 'server')
    .addOption(
      new Option('--scope <scope>', 'server: tells revenue; read: reads reports; write: both, and changes settings')
        .choices(tokenScopeSchema.options)
        .default('server'),
    )
    .option('--json', 'print JSON')
    .action(async ({ site, name, scope, ...printed }: Options) => {
      const made = await withStorage(async (storage) => {
        const { id } = await siteNamed(storage, site)
        return await addToken(storage, { siteId: id, name, scope }, Date.now())
      })
      print(terminal, printed, made, [
        made.token,
        'Keep it like a password: it is not shown again. Your server sends it as "Authorization: Bearer …".',
      ])
    })
}
