// A process that sends views over many connections, each the next one as soon as the last is answered.
import { connect, type Socket } from 'node:net'
import { percentile } from './figures.ts'
import { viewRequest } from './view-requests.ts'

export interface Order {
  port: number
  site: string
  connections: number
  /** Number of the first view, and how many. */
  from: number
  views: number
}

export interface Sent {
  ms: number
  /** By status; a connection that breaks counts as 0. */
  statuses: Record<string, number>
  p50Ms: number
  p99Ms: number
}

process.on('message', (order: Order) => {
  void send(order).then((sent) => process.send?.(sent))
})

async function send(order: Order): Promise<Sent> {
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  let next = order.from
  const began = performance.now()
  await Promise.all(
    Array.from({ length: order.connections }, () =>
      lane(order.port, () => (next < order.from + order.views ? viewRequest(next++, order.site) : null), {
        answered: (status, ms) => {
          statuses[status] = (statuses[status] ?? 0) + 1
          latencies.push(ms)
        },
      }),
    ),
  )
  const ms = performance.now() - began
  return { ms, statuses, p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) }
}

interface Notes {
  answered(status: string, ms: number): void
}

/** One connection. */
function lane(port: number, request: () => string | null, notes: Notes): Promise<void> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let received = ''
    let sentAt = 0
    const go = () => {
      const bytes = request()
      if (bytes === null) return void socket.end()
      sentAt = performance.now()
      socket.write(bytes)
    }
    socket.on('connect', go)
    socket.on('error', () => notes.answered('0', 0))
    socket.on('close', () => resolve())
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (!isWhole(received)) return
      notes.answered(received.slice(9, 12), performance.now() - sentAt)
      received = ''
      go()
    })
  })
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /^content-length: (\d+)/im.exec(answer.slice(0, head))?.[1]
  return length === undefined ? answer.endsWith('0\r\n\r\n') : answer.length >= head + 4 + Number(length)
}
