// A bad network in front of the collector: requests are lost before it, or their answers after it, or they arrive twice.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface FlakyProxy {
  origin: string
  /** viewIds of which at least one view message was taken by the collector. */
  through: Set<string>
  /** viewIds of which at least one view message was sent. */
  tried: Set<string>
  counts: Record<'requests' | 'lostBefore' | 'refused' | 'lostAfter' | 'twice', number>
  /** Milliseconds since the last request. */
  quietFor(): number
  close(): Promise<void>
}

/** Of all requests: 10 % never arrive, 10 % are answered 503, 10 % arrive but their answer does not, 10 % arrive twice. */
export async function startFlakyProxy(collector: string): Promise<FlakyProxy> {
  const through = new Set<string>()
  const tried = new Set<string>()
  const counts = { requests: 0, lostBefore: 0, refused: 0, lostAfter: 0, twice: 0 }
  let lastAt = Date.now()

  const forward = async (request: IncomingMessage, body: Buffer) => {
    const headers = {
      'user-agent': request.headers['user-agent'] ?? '',
      origin: request.headers.origin ?? '',
      'x-forwarded-for': `10.0.0.${1 + (counts.requests % 250)}`,
    }
    const response = await fetch(collector + request.url, { method: 'POST', body: new Uint8Array(body), headers })
    const answer = await response.text()
    const { type, viewId } = JSON.parse(body.toString())
    if (type === 'view' && response.status === 200) through.add(viewId)
    return { status: response.status, answer }
  }
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    lastAt = Date.now()
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const { type, viewId } = JSON.parse(body.toString())
    if (type === 'view') tried.add(viewId)
    counts.requests++
    const luck = Math.random()
    response.setHeader('access-control-allow-origin', '*')
    if (luck < 0.1) {
      counts.lostBefore++
      return void request.socket.destroy()
    }
    if (luck < 0.2) {
      counts.refused++
      return void response.writeHead(503).end()
    }
    const { status, answer } = await forward(request, body)
    if (luck < 0.3) {
      counts.lostAfter++
      return void request.socket.destroy()
    }
    if (luck < 0.4) {
      counts.twice++
      await forward(request, body)
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(answer)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
    through,
    tried,
    counts,
    quietFor: () => Date.now() - lastAt,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
