import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import express from 'express'
import { expect, it, onTestFinished } from 'vitest'
import { dashboardFiles } from './dashboard-files.ts'

async function served(indexFile: (folder: string) => string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-dashboard-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>the app')
  writeFileSync(join(folder, 'coin.svg'), '<svg/>')
  writeFileSync(join(folder, 'assets', 'index-abc123.js'), 'the code')
  writeFileSync(join(folder, 'assets', 'index-abc123.js.br'), brotliCompressSync('the code'))
  writeFileSync(join(folder, 'assets', 'index-abc123.js.gz'), gzipSync('the code'))
  writeFileSync(join(folder, 'assets', 'font.woff2'), 'letters')
  const server = express()
    .use(dashboardFiles(indexFile(folder)))
    .listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://localhost:${(server.address() as AddressInfo).port}`
}
const built = () => served((folder) => join(folder, 'index.html'))
const page = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }

it.each([
  ['the page', '/', page, 200, 'the app', 'no-cache'],
  ['an address inside the app', '/sites/site_1/payments?mode=test', page, 200, 'the app', 'no-cache'],
  ['the page by its file name', '/index.html', page, 200, 'the app', 'no-cache'],
  ['a hashed file', '/assets/index-abc123.js', {}, 200, 'the code', 'public, max-age=31536000, immutable'],
  ['another file', '/coin.svg', {}, 200, '<svg/>', 'public, max-age=3600'],
  ['a hashed file of an older release', '/assets/index-old.js', page, 404, '', null],
  ['a picture that is not there', '/gone.png', { headers: { accept: 'image/*' } }, 404, '', null],
  ['an unknown API route', '/api/nothing', page, 404, '', null],
  ['an unknown door', '/in/nothing', page, 404, '', null],
  ['a write', '/sites', { ...page, method: 'POST' }, 404, '', null],
  ['a way out of the folder', '/..%2f..%2fetc%2fpasswd', { headers: { accept: 'image/*' } }, 404, '', null],
])('serves %s', async (_name, path, init, status, text, cache) => {
  const answer = await fetch((await built()) + path, init)
  expect(answer.status).toBe(status)
  expect(await answer.text()).toContain(text)
  if (cache !== null) expect(answer.headers.get('cache-control')).toBe(cache)
})

it.each([
  ['br, gzip', 'br'],
  ['gzip', 'gzip'],
  ['gzip, deflate, br;q=0', 'gzip'],
  ['identity', null],
  ['deflate', null],
])('hands out scripts in fewer bytes to who accepts %s', async (accepted, encoding) => {
  const answer = await fetch(`${await built()}/assets/index-abc123.js`, { headers: { 'accept-encoding': accepted } })
  expect(answer.headers.get('content-encoding')).toBe(encoding)
  expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/)
  expect(answer.headers.get('vary')).toMatch(/accept-encoding/i)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(await answer.text()).toBe('the code')
})

it('hands out as it is what was not squeezed', async () => {
  const answer = await fetch(`${await built()}/assets/font.woff2`, { headers: { 'accept-encoding': 'br' } })
  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(await answer.text()).toBe('letters')
})

it('says when it is not built', async () => {
  const answer = await fetch(await served(() => null), page)
  expect(answer.status).toBe(503)
  expect(await answer.text()).toMatch(/not built. Run `npm run build`/)
})
