import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { sdkScript } from './sdk-script.ts'

const source = `// ${'the same again and again '.repeat(200)}`

/** `node:http` and not fetch: fetch would decompress. */
async function ask(url: string, headers: Record<string, string>) {
  const asked = request(url, { headers }).end()
  const [answer] = await once(asked, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return { status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(chunks) }
}

async function served(file: string | null) {
  const server = createServer(sdkScript(file)).listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://localhost:${(server.address() as AddressInfo).port}/f.js`
}

async function servedScript() {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-script-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'f.js'), source)
  return served(join(folder, 'f.js'))
}

it.each([
  ['gzip, deflate, br', 'br', (bytes: Buffer) => brotliDecompressSync(bytes)],
  ['gzip', 'gzip', (bytes: Buffer) => gunzipSync(bytes)],
  ['', undefined, (bytes: Buffer) => bytes],
  ['br;q=0, gzip;q=0', undefined, (bytes: Buffer) => bytes],
])('sends the script to a browser that accepts "%s"', async (accepted, encoding, decoded) => {
  const { status, headers, bytes } = await ask(await servedScript(), { 'accept-encoding': accepted })
  expect(status).toBe(200)
  expect(headers['content-encoding']).toBe(encoding)
  expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
  expect(headers.vary).toBe('accept-encoding')
  expect(decoded(bytes).toString()).toBe(source)
})

it('lets any page load it, and every cache keep it for an hour and ask again with its tag', async () => {
  const url = await servedScript()
  const { headers } = await ask(url, {})
  expect(headers).toMatchObject({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
  })
  const again = await ask(url, { 'if-none-match': String(headers.etag) })
  expect(again).toMatchObject({ status: 304, bytes: Buffer.alloc(0) })
})

it('says when it is not built', async () => {
  const { status, headers, bytes } = await ask(await served(null), {})
  expect(status).toBe(503)
  expect(headers['cache-control']).toBe('no-store')
  expect(bytes.toString()).toMatch(/not built. Run `npm run build`/)
})
