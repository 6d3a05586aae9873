import { describe, expect, it, onTestFinished } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { type Asked, testCollector } from '../testing/collector.ts'
import { signatureOf } from './signature.ts'

const viewId = 'v'.repeat(22)

async function shop(engine: (typeof engines)[number]) {
  const collector = await testCollector(engine)
  onTestFinished(() => collector.remove())
  const headers = await collector.signIn()
  const { json: site } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
  const path = `/api/sites/${site.id}/identity-secret`
  const secret = (method: string, asked: Asked = {}) => collector.ask(method, path, { headers, ...asked })
  const identify = async (identity: object) => {
    const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }
    const body = { type: 'identify', site: site.id, viewId, ...identity }
    const { status, headers: answered } = await collector.ask('POST', '/api/event', { body, headers: agent })
    return answered.get('x-ignored') ?? status
  }
  return { collector, path, secret, identify }
}

describe.each(engines)('the identity secret (%s)', (engine) => {
  it('is shown once, and kept sealed', async () => {
    const { collector, path, secret } = await shop(engine)
    expect((await collector.ask('GET', path)).status).toBe(401)
    expect((await secret('GET')).json).toEqual({ required: false, hint: null, createdAt: null })
    const { json: made } = await secret('POST', { body: {} })
    expect(made).toMatchObject({
      required: false,
      secret: expect.stringMatching(/^fis_/),
      createdAt: collector.time.now,
    })
    expect((await secret('GET')).json).toEqual({
      required: false,
      hint: made.secret.slice(-4),
      createdAt: made.createdAt,
    })
    const { json: required } = await secret('POST', { body: { required: true } })
    expect(required).toEqual({ required: true, hint: made.hint, createdAt: made.createdAt })
    const { json: renewed } = await secret('POST', { body: { renew: true } })
    expect(renewed).toMatchObject({ required: true, secret: expect.not.stringMatching(made.secret) })
    expect(collector.logged.join()).not.toContain(renewed.secret)
  })

  it('keeps anybody from being somebody else', async () => {
    const { secret, identify } = await shop(engine)
    const ada = { email: 'ada@shop.example', customId: 'user 7' }
    expect(await identify(ada)).toBe(200)
    const { json } = await secret('POST', { body: {} })
    const signature = signatureOf(json.secret, ada)
    expect(await identify({ ...ada, customId: 'user 8' })).toBe(200)
    expect(await identify({ ...ada, customId: 'user 8', signature })).toBe('unsigned')
    await secret('POST', { body: { required: true } })
    expect(await identify(ada)).toBe('unsigned')
    expect(await identify({ ...ada, signature })).toBe(200)
  })

  it('is removed: then nobody needs to sign, and what was signed under it is not looked at', async () => {
    const { secret, identify } = await shop(engine)
    const ada = { email: 'ada@shop.example' }
    const { json } = await secret('POST', { body: { required: true } })
    expect(await identify(ada)).toBe('unsigned')
    const none = { required: false, hint: null, createdAt: null }
    expect((await secret('DELETE')).json).toEqual(none)
    expect((await secret('GET')).json).toEqual(none)
    expect(await identify(ada)).toBe(200)
    expect(await identify({ ...ada, signature: signatureOf(json.secret, ada) })).toBe(200)
    expect((await secret('DELETE')).status).toBe(200)
  })
})
