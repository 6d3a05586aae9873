// A collector that only remembers: what was asked of it, in which order, and answers as it is told.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface Said {
  type: string
  site: string
  viewId: string
  url?: string
  referrer?: string
  stripeSessionId?: string
  engagedMs?: number
  scrollDepth?: number
  name?: string
  props?: Record<string, unknown>
  age?: number
  [further: string]: unknown
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: object | string
  delayMs?: number
  /** The connection is cut: before anything is read as an answer. */
  cut?: boolean
}

const committed: Answer = {
  status: 200,
  body: { visitorId: 'v_visitor', sessionId: 's_session', variants: { price: 'high' } },
}

export class Collector {
  origin = ''
  readonly messages: Said[] = []
  readonly requests: Array<{ method: string; headers: IncomingMessage['headers']; at: number }> = []
  /** Answers for the next messages; when empty, everything is committed. */
  answers: Answer[] = []
  always: Answer = committed
  readonly script: string

  private readonly server = createServer((request, response) => void this.handle(request, response))

  constructor(script: string) {
    this.script = script
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    const address = this.server.address()
    if (address && typeof address === 'object') this.origin = `http://localhost:${address.port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  of(type: string): Said[] {
    return this.messages.filter((message) => message.type === type)
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/f.')) {
      const script = request.url.startsWith('/f.clicks.js') ? process.env.FARTHING_CLICKS : this.script
      response.setHeader('content-type', 'text/javascript').end(script)
      return
    }
    this.requests.push({ method: request.method ?? '', headers: request.headers, at: Date.now() })
    if (request.method !== 'POST' || request.url !== '/api/event') {
      response.writeHead(404).end()
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    this.messages.push(JSON.parse(Buffer.concat(chunks).toString()))
    const answer = this.answers.shift() ?? this.always
    if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs))
    if (answer.cut) {
      request.socket.destroy()
      return
    }
    response.writeHead(answer.status, {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'retry-after, x-ignored',
      'content-type': 'application/json',
      ...answer.headers,
    })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? committed.body))
  }
}
