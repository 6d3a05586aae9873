// Ports: one setting moves all of them, and a busy one is named before anything starts.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { portsFrom, refuseBusyPorts } from './ports.ts'

test('the demo uses four ports in a row', () => {
  expect(portsFrom(undefined)).toEqual({
    collector: 4242,
    sandbox: 4243,
    shop: 4244,
    expressShop: 4245,
    intentShop: 4246,
  })
  expect(portsFrom('5000')).toEqual({ collector: 5000, sandbox: 5001, shop: 5002, expressShop: 5003, intentShop: 5004 })
})

test.each(['0', '-1', '65533', 'http', '42.5'])('%s is not a port', (setting) => {
  expect(() => portsFrom(setting)).toThrow('is not a port')
})

test.each(['127.0.0.1', '::1', undefined])('a port in use on %s is refused with a sentence', async (host) => {
  const server = createServer()
  server.listen({ port: 0, ...(host ? { host } : {}) })
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  await expect(refuseBusyPorts([port])).rejects.toThrow(`Port ${port} is in use`)
})
