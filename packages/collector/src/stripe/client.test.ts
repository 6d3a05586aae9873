// What each of Stripe's answers means to us.
import { startSandbox } from '@farthing/stripe-sandbox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { apiVersion, stripeApi } from './client.ts'

const KEY = 'rk_test_client'

async function open() {
  const sandbox = await startSandbox({ seed: 1 })
  onTestFinished(() => sandbox.close())
  return { sandbox, api: stripeApi(sandbox.url) }
}

describe('one call to Stripe', () => {
  it('brings the object, and the time on the clock of Stripe', async () => {
    const { api } = await open()
    const answer = await api.call(KEY, { path: '/v1/charges', params: { limit: 1 } })
    expect(answer).toMatchObject({ kind: 'found', object: { object: 'list', data: [] } })
    expect(answer.kind === 'found' && Math.abs((answer.at ?? 0) - Date.now())).toBeLessThan(5_000)
  })

  it('says which permission is missing, on which account', async () => {
    const { api, sandbox } = await open()
    sandbox.control.setKey(KEY, { permissions: ['rak_invoice_read'] })
    expect(await api.call(KEY, { path: '/v1/charges' })).toMatchObject({
      kind: 'not_allowed',
      permission: 'rak_charge_read',
      account: expect.stringMatching(/^acct_/),
    })
  })

  it('tells a bad key from a bad request, from nothing there, from nobody there', async () => {
    const { api, sandbox } = await open()
    const kindOf = async (path: string, params = {}) => (await api.call(KEY, { path, params })).kind
    expect(await kindOf('/v1/charges', { limit: 1000 })).toBe('wrong')
    expect(await kindOf('/v1/charges/ch_none')).toBe('missing')
    sandbox.control.addFault({ kind: 'unavailable', count: 1 })
    expect(await kindOf('/v1/charges')).toBe('unavailable')
    sandbox.control.addFault({ kind: 'rate_limit', count: 1 })
    expect(await kindOf('/v1/charges')).toBe('unavailable')
    sandbox.control.setKey(KEY, { revoked: true })
    expect(await kindOf('/v1/charges')).toBe('invalid_key')
  })

  it('never repeats the key in what it says', async () => {
    const { api, sandbox } = await open()
    sandbox.control.setKey(KEY, { revoked: true })
    expect(JSON.stringify(await api.call(KEY, { path: '/v1/charges' }))).not.toContain(KEY)
    expect(apiVersion).toMatch(/^\d{4}-\d\d-\d\d\./)
  })
})
