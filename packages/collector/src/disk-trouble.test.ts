// A running collector whose disk is taken away: what it answers at each door, what it tells the log, and what is there afterwards.
import { once } from 'node:events'
import { join } from 'node:path'
import Stripe from 'stripe'
import { describe, expect, it, onTestFinished } from 'vitest'
import { addMember } from './admin/member.ts'
import { insertSite } from './sites/store.ts'
import { openStorage } from './storage/open.ts'
import { event, intent } from './stripe/testing/purchase.ts'
import { cookieOf, owner } from './testing/collector.ts'
import { type Process, startProcess } from './testing/process.ts'
import { type TroubledDiskKind, troubledDisks } from './testing/troubled-disk.ts'
import { messageOf, site, viewIdOf } from './tracking/testing/visits.ts'

const secret = 'whsec_of_the_test'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

async function installed(kind: TroubledDiskKind) {
  const disk = kind.make()
  onTestFinished(() => disk.remove())
  const url = `sqlite:${join(disk.folder, 'farthing.sqlite')}`
  const before = await openStorage(url)
  await before.write((trx) => insertSite(trx, site))
  await addMember(before, owner, 1)
  await before.close()
  const settings = { STRIPE_WEBHOOK_SECRET: secret, STRIPE_POLL_SECONDS: '0', LOG_LEVEL: 'info' }
  const collector = await startProcess(disk.folder, settings)
  const { child } = collector
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  })
  const pid = child.pid ?? 0
  return { url, collector, startTrouble: () => disk.start(pid), endTrouble: () => disk.end(pid) }
}

/** Each door, and what it acknowledged. */
function doors({ url }: Process) {
  const acknowledged = { views: [] as string[], events: [] as string[] }
  const post = (path: string, body: object | string, headers: Record<string, string>) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'user-agent': firefox, 'content-type': 'application/json', ...headers },
    })
  const view = async (name: string) => {
    const answer = await post('/api/event', messageOf({ name, at: 0, path: `/${name}/${'long'.repeat(200)}` }), {})
    if (answer.status === 200) acknowledged.views.push(viewIdOf(name))
    return answer
  }
  const webhook = async (name: string) => {
    const body = { ...event('payment_intent.succeeded', intent({ id: `pi_${name}` })), id: `evt_${name}` }
    const payload = JSON.stringify(body)
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret })
    const answer = await post('/api/webhooks/stripe', payload, { 'stripe-signature': signature })
    if (answer.status === 200) acknowledged.events.push(body.id)
    return answer
  }
  const signIn = () => post('/api/login', owner, { origin: url })
  const look = (headers: { cookie: string }) => fetch(`${url}/api/sites`, { headers })
  return { acknowledged, view, webhook, signIn, look }
}

const MOST_TRIES = 400

/** Until a door says that it cannot: what is left of the room may still be enough for some. */
async function untilRefused(knock: (name: string) => Promise<Response>, name: string): Promise<Response> {
  for (let n = 0; n < MOST_TRIES; n += 1) {
    const answer = await knock(`${name}${n}`)
    if (answer.status !== 200) return answer
  }
  throw new Error(`${MOST_TRIES} were taken: there is no trouble`)
}

describe.each(troubledDisks())('on $name, a collector', (kind) => {
  it('says 503 at every door, tells the log, lets people look, and goes on by itself', {
    timeout: 60_000,
  }, async () => {
    const { url, collector, startTrouble, endTrouble } = await installed(kind)
    const { acknowledged, view, webhook, signIn, look } = doors(collector)
    expect((await view('before')).status).toBe(200)
    expect((await webhook('before')).status).toBe(200)
    const signedIn = await signIn()
    expect(signedIn.status).toBe(200)

    startTrouble()
    const refused = [await untilRefused(view, 'v'), await untilRefused(webhook, 'w'), await untilRefused(signIn, 'l')]
    for (const answer of refused) {
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await answer.json()).toMatchObject({
        error: { code: 'busy', message: expect.stringMatching(/stored just now/) },
      })
    }
    expect(refused[0]?.headers.get('access-control-allow-origin')).toBe('*')
    expect((await look({ cookie: cookieOf(signedIn.headers) })).status).toBe(200)
    expect(collector.logged()).toMatch(kind.code)
    expect(collector.logged()).toMatch(/the database takes no messages: they are answered 503 until it does/)
    expect(collector.logged()).toMatch(/the database takes no writes: .* answered 503 until it does/)

    endTrouble()
    expect([(await view('after')).status, (await webhook('after')).status, (await signIn()).status]).toEqual([
      200, 200, 200,
    ])
    const ended = once(collector.child, 'exit')
    collector.child.kill('SIGKILL')
    await ended
    const after = await openStorage(url)
    const views = await after.read.selectFrom('view').select('id').execute()
    const events = await after.read.selectFrom('delivery').select('id').execute()
    await after.close()
    expect(views.map(({ id }) => id).sort()).toEqual(acknowledged.views.sort())
    expect(events.map(({ id }) => id).sort()).toEqual(acknowledged.events.sort())
  })
})
