// Serves the build as the collector does, same content security policy, with made-up answers: for looking, never shipped.
// `/__as/full` and its like choose the scenario.
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { answer, type Scenario, scenarios } from './made-up-answers.ts'

const DIST = join(import.meta.dirname, '../dist')
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** `dist` is where the build lies. Each browser has its own scenario, so that several look at once. */
export function startPreview(port: number, dist = DIST): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const chosen = scenarios.find((one) => url.pathname === `/__as/${one}`)
    if (chosen !== undefined) {
      response.writeHead(302, { location: '/', 'set-cookie': `scenario=${chosen}; Path=/` }).end()
    } else if (url.pathname.startsWith('/api/')) {
      sendAnswer(scenarioOf(request), request, url, response)
    } else {
      void sendFile(dist, url.pathname, response)
    }
  })
  return new Promise((resolve) => server.listen(port, () => resolve(server)))
}

function scenarioOf(request: IncomingMessage): Scenario {
  const [, chosen] = /scenario=([\w-]+)/.exec(request.headers.cookie ?? '') ?? []
  return scenarios.find((one) => one === chosen) ?? 'full'
}

function sendAnswer(scenario: Scenario, request: IncomingMessage, url: URL, response: ServerResponse): void {
  const answered = answer(scenario, request.method ?? 'GET', url)
  if (answered.kind === 'never') return
  if (answered.kind === 'stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${JSON.stringify(answered.body)}\n\n`)
    return
  }
  response.writeHead(answered.status, { 'content-type': 'application/json' }).end(JSON.stringify(answered.body))
}

async function sendFile(dist: string, path: string, response: ServerResponse): Promise<void> {
  const asset = /^\/assets\/[\w.-]+$/.test(path)
  const body = await readFile(join(dist, asset ? path : 'index.html')).catch(() => null)
  if (body === null) {
    response.writeHead(404).end()
    return
  }
  const type = asset ? (TYPES[extname(path)] ?? 'application/octet-stream') : 'text/html; charset=utf-8'
  response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(body)
}
