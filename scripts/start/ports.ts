// Which ports the demo uses: the collector's, and the four after it.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Trouble } from './trouble.ts'

export interface Ports {
  collector: number
  sandbox: number
  shop: number
  expressShop: number
  intentShop: number
}

/** PORT moves all five. */
export function portsFrom(setting: string | undefined): Ports {
  const first = setting?.trim() ? Number(setting) : 4242
  if (!Number.isInteger(first) || first < 1 || first > 65_531) {
    throw new Trouble(`PORT is "${setting}", which is not a port from 1 to 65531.`)
  }
  return { collector: first, sandbox: first + 1, shop: first + 2, expressShop: first + 3, intentShop: first + 4 }
}

export async function refuseBusyPorts(ports: readonly number[]): Promise<void> {
  const busy: number[] = []
  for (const port of ports) if (!(await isFree(port))) busy.push(port)
  if (busy.length === 0) return
  const [which, are] = busy.length === 1 ? ['Port', 'is'] : ['Ports', 'are']
  throw new Trouble(
    `${which} ${busy.join(', ')} ${are} in use, perhaps by another \`npm start\`. Stop that program, or choose other ports: ` +
      '`PORT=5242 npm start` uses 5242 and the four after it.',
  )
}

/** Free on every address, as the parts will listen: something on only 127.0.0.1 or only ::1 counts as busy. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1', undefined]) {
    const server = createServer()
    try {
      server.listen({ port, ...(host ? { host } : {}), exclusive: true })
      await once(server, 'listening')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false
    } finally {
      server.close()
    }
  }
  return true
}
