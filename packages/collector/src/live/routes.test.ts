import type { LiveMoment } from '@farthing/contract'
import { describe, expect, it, onTestFinished } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { testCollector } from '../testing/collector.ts'
import { guest, program } from '../testing/people.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const SECONDS = 20_000

/** Reads the stream until a message is as wanted; answers all of its text so far. */
async function until(url: string, headers: Record<string, string>, wanted: (moment: LiveMoment) => boolean) {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const { body, status } = await fetch(url, {
    headers,
    signal: AbortSignal.any([stop.signal, AbortSignal.timeout(SECONDS)]),
  })
  expect(status).toBe(200)
  let text = ''
  for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk
    const messages = [...text.matchAll(/^data: (.+)\n\n/gm)].map(([, json = '']) => JSON.parse(json) as LiveMoment)
    const found = messages.find(wanted)
    if (found) {
      stop.abort()
      return { found, text }
    }
  }
  throw new Error(`The stream ended before it said so: ${text}`)
}

describe.each(engines)('the live view (%s)', (engine) => {
  it('tells who is there and what is paid, as it happens, and to guests without amounts', async () => {
    const collector = await testCollector(engine)
    onTestFinished(() => collector.remove())
    const headers = await collector.signIn()
    const { json } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
    const url = `${collector.url}/api/sites/${json.id}/live?mode=test`
    const server = await program(collector, headers, json.id, 'server')
    const blind = await guest(collector, headers, json.id, true)
    const view = (viewId: string, page: string, agent: string) =>
      collector.ask('POST', '/api/event', {
        body: { type: 'view', site: json.id, viewId: viewId.repeat(22), url: `https://shop.example${page}` },
        headers: { 'user-agent': agent },
      })
    const first = until(url, headers, ({ visitors, recent }) => visitors === 2 && recent.length === 1)
    const hidden = until(url, blind, ({ recent }) => recent.length === 1)
    await view('a', '/tea', firefox)
    await view('b', '/tea', `${firefox} another`)
    await view('c', '/cups', firefox)
    const body = { id: 'r1', amount: 791_913, currency: 'usd', test: true, viewId: 'c'.repeat(22) }
    await collector.ask('POST', '/api/revenue', { headers: server, body })

    const { found } = await first
    expect(found.pages).toEqual([
      { page: '/cups', visitors: 1 },
      { page: '/tea', visitors: 1 },
    ])
    expect(found.channels).toEqual([{ channel: 'Direct', visitors: 2 }])
    expect(found.recent).toMatchObject([{ id: 'api_r1', net: 791_913 }])
    expect((await hidden).text).not.toContain('791913')

    collector.time.now += 6 * 60_000
    const later = await until(url, headers, () => true)
    expect(later.found).toMatchObject({ visitors: 0, pages: [], recent: [{ id: 'api_r1' }] })
  })
})
