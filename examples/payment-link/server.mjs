// Serves the pages as they are, with the three placeholders filled in. There is no other server logic in this shop.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const pages = new Map([
  ['/', 'index.html'],
  ['/teapot', 'teapot.html'],
  ['/thanks', 'thanks.html'],
  ['/style.css', 'style.css'],
  ['/teapot.svg', 'teapot.svg'],
])
const types = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
])

/**
 * @param {{ port: number, siteId: string, collector: string, paymentLink: string }} options
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startShop(options) {
  const server = createServer((request, response) => void answer(request, response, options))
  server.listen(options.port, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : options.port
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{ siteId: string, collector: string, paymentLink: string }} options
 */
async function answer(request, response, options) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const file = pages.get(pathname)
  if (!file) {
    response
      .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
      .end('There is no such page in this shop.\n')
    return
  }
  const type = types.get(file.split('.').at(-1) ?? '') ?? 'application/octet-stream'
  const text = await readFile(new URL(`pages/${file}`, import.meta.url), 'utf8')
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(fill(text, options))
}

/**
 * @param {string} text
 * @param {{ siteId: string, collector: string, paymentLink: string }} options
 */
function fill(text, { siteId, collector, paymentLink }) {
  return text
    .replaceAll('{{SITE_ID}}', attribute(siteId))
    .replaceAll('{{COLLECTOR}}', attribute(collector))
    .replaceAll('{{PAYMENT_LINK}}', attribute(paymentLink))
    .replaceAll('{{PAYMENT_HOST}}', attribute(new URL(paymentLink).host))
}

/** @param {string} value */
function attribute(value) {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
