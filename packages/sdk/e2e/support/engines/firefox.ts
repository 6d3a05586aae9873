#!/usr/bin/env node
// Firefox as Debian ships it, for Playwright, which brings one of its own: asked over WebDriver BiDi, minus the one command that it does not know.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { createInterface } from 'node:readline'
import { type RawData, WebSocket, WebSocketServer } from 'ws'

/** Playwright sends it for every context, and takes a refusal for the end. What it sets, colours, no test here looks at. */
const UNKNOWN = 'emulation.setMediaFeaturesOverride'
const LISTENING = /WebDriver BiDi listening on (ws:\S+)/

const firefox = spawn(process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr', process.argv.slice(2), {
  stdio: ['ignore', 'inherit', 'pipe'],
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => firefox.kill(signal))
firefox.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)))

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
for await (const line of createInterface({ input: firefox.stderr })) {
  const [found, address = ''] = LISTENING.exec(line) ?? []
  if (found) relayTo(address)
  process.stderr.write(`${found ? `WebDriver BiDi listening on ${here()}` : line}\n`)
}

function relayTo(address: string): void {
  server.on('connection', (playwright, { url = '' }) => {
    const browser = new WebSocket(address + url)
    const opened = new Promise((resolve) => browser.once('open', resolve))
    playwright.on('message', async (data: RawData) => {
      const { id, method } = JSON.parse(String(data))
      if (method === UNKNOWN) return playwright.send(JSON.stringify({ type: 'success', id, result: {} }))
      await opened
      browser.send(String(data))
    })
    browser.on('message', (data: RawData) => playwright.send(String(data)))
    browser.on('close', () => playwright.close())
    playwright.on('close', () => browser.close())
  })
}

function here(): string {
  const address = server.address()
  return typeof address === 'object' && address ? `ws://127.0.0.1:${address.port}` : ''
}
