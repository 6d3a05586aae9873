// Who has a part in the Stripe accounts of a site that was taken away: nobody else, or others who go on with them.
import { ENVIRONMENT } from '../attribution/site-of.ts'
import { allSites } from '../sites/store.ts'
import type { Db } from '../storage/schema.ts'
import { accountOf } from '../stripe/account.ts'
import { connectionsOf } from '../stripe/account-store.ts'

export interface Account {
  name: string
  connections: string[]
  /** A connection that goes on with it, for others. Null: it was this site's alone. */
  heir: string | null
}

/** The operator's connection is for every site whose visits are not made up: so it was for one, and is for those that are left. */
export async function accountsOf(db: Db, { id, is_demo }: { id: string; is_demo: 0 | 1 }): Promise<Account[]> {
  const sites = await allSites(db)
  const own = await accountOf(db, id)
  const operators = await accountOf(db, ENVIRONMENT)
  const names = is_demo === 1 ? [own] : [...new Set([own, operators])]
  const accounts: Account[] = []
  for (const name of names) {
    const told = name === operators ? [ENVIRONMENT] : []
    const connections = [...new Set([name, ...(name === own ? [id] : []), ...told, ...(await connectionsOf(db, name))])]
    const isOpenToAll = connections.includes(ENVIRONMENT) && sites.some((site) => !site.isDemo)
    const others = connections.filter((one) => sites.some((site) => site.id === one))
    accounts.push({ name, connections, heir: others[0] ?? (isOpenToAll ? ENVIRONMENT : null) })
  }
  return accounts
}
