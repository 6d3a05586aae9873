// The site of the demo: found by its host, added at the first start.
import { farthing } from './farthing.ts'

interface ListedSite {
  id: string
  hosts: string[]
}

export async function demoSite(hosts: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { sites } = await farthing<{ sites: ListedSite[] }>(['site', 'list'], env)
  const known = sites.find((site) => hosts.every((host) => site.hosts.includes(host)))
  if (known) return known.id
  const options = [...hosts.flatMap((host) => ['--host', host]), '--name', 'Example shops', '--currency', 'eur']
  const added = await farthing<{ id: string }>(['site', 'add', ...options], env)
  return added.id
}
