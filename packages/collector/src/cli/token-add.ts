// `farthing token add`: lets a program speak for a site. The token is printed once and never again.
import type { Command } from 'commander'
import { addToken } from '../admin/add-token.ts'
import { siteNamed } from './known-site.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import { withStorage } from './with-storage.ts'

interface Options extends Printed {
  site: string
  name: string
}

export function tokenAdd(token: Command, terminal: Terminal): void {
  token
    .command('add')
    .description('make a token for your server, for POST /api/revenue')
    .requiredOption('--site <id>', 'which site it speaks for')
    .option('--name <name>', 'what it is for', 'server')
    .option('--json', 'print JSON')
    .action(async ({ site, name, ...printed }: Options) => {
      const made = await withStorage(async (storage) => {
        const { id } = await siteNamed(storage, site)
        return await addToken(storage, { siteId: id, name }, Date.now())
      })
      print(terminal, printed, made, [
        made.token,
        'Keep it like a password: it is not shown again. Your server sends it as "Authorization: Bearer …".',
      ])
    })
}
