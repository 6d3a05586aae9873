// What lies between the page and the real collector: it remembers what was said and what was answered, and fails when it is told to.
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

export interface Said {
  type: string
  site: string
  viewId: string
  url?: string
  referrer?: string
  stripeSessionId?: string
  engagedMs?: number
  scrollDepth?: number
  eventId?: string
  name?: string
  props?: Record<string, unknown>
  clock?: number
  age?: number
  [further: string]: unknown
}

/** What the network does instead of bringing a message to the collector and its answer back. */
export interface Fault {
  delayMs?: number
  /** An answer of the way, not of the collector, which hears nothing. */
  status?: number
  headers?: Record<string, string>
  body?: object | string
  /** The connection breaks: on the way there, or with the answer of a collector that has committed. */
  cut?: 'before' | 'after'
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

export class Collector {
  origin = ''
  readonly messages: Said[] = []
  /** What the collector has answered 200, as often as it did. */
  readonly taken: Said[] = []
  readonly requests: Array<{ method: string; headers: IncomingMessage['headers']; at: number }> = []
  /** For the next messages, each for one; then what `always` says. */
  faults: Fault[] = []
  always: Fault = {}
  private readonly real: string
  private readonly visitor: string
  private readonly handled = new Set<Promise<void>>()
  private readonly closing = new AbortController()

  private readonly server = createServer((request, response) => {
    const done = this.handle(request, response).catch(() => void request.socket.destroy())
    this.handled.add(done)
  })

  /** In front of the real one at this origin, for a visitor with this address. */
  constructor(real: string, visitor: string) {
    this.real = real
    this.visitor = visitor
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    const address = this.server.address()
    if (address && typeof address === 'object') this.origin = `http://localhost:${address.port}`
  }

  /** After the last word of a page that is gone. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve))
    this.server.closeIdleConnections()
    this.closing.abort()
    await Promise.all(this.handled)
    this.server.closeAllConnections()
    await closed
  }

  of(type: string): Said[] {
    return this.messages.filter((message) => message.type === type)
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // `/stats` is how a site's own server would pass it on.
    const path = (request.url ?? '').replace(/^\/stats\//, '/')
    if (!path.startsWith('/api/')) return give(response, await this.forward(request, path))
    this.requests.push({ method: request.method ?? '', headers: request.headers, at: Date.now() })
    const body = await bodyOf(request)
    if (request.method !== 'POST') return give(response, await this.forward(request, path))
    const said: Said = JSON.parse(String(body))
    this.messages.push(said)
    const fault = this.faults.shift() ?? this.always
    if (fault.delayMs) await wait(fault.delayMs, undefined, { signal: this.closing.signal })
    if (fault.cut === 'before') return void request.socket.destroy()
    if (fault.status) return give(response, invented(fault.status, fault))
    const answer = await this.forward(request, path, body)
    if (answer.status === 200) this.taken.push(said)
    if (fault.cut) return void request.socket.destroy()
    give(response, fault.body === undefined ? answer : invented(answer.status, fault))
  }

  private async forward(request: IncomingMessage, path: string, body?: Buffer): Promise<Answer> {
    const headers = { ...request.headers, 'x-forwarded-for': this.visitor }
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      ask(this.real + path, { method: request.method ?? 'GET', headers }, resolve)
        .on('error', reject)
        .end(body)
    })
    return { status: response.statusCode ?? 0, headers: response.headers, body: await bodyOf(response) }
  }
}

const invented = (status: number, { headers, body = {} }: Fault): Answer => ({
  status,
  headers: { 'access-control-allow-origin': '*', 'content-type': 'application/json', ...headers },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})

const give = (response: ServerResponse, { status, headers, body }: Answer): void => {
  const { 'transfer-encoding': _, connection: __, 'keep-alive': ___, ...kept } = headers
  response.writeHead(status, kept).end(body)
}

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}
