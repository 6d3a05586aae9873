import { startSandbox } from '@farthing/stripe-sandbox'
import Stripe from 'stripe'
import { describe, expect, it, onTestFinished } from 'vitest'
import { insertSite } from '../sites/store.ts'
import type { Engine } from '../storage/dialect.ts'
import { openStorage, type Storage } from '../storage/open.ts'
import { engines, freshDatabase } from '../storage/testing/databases.ts'
import { startCommand } from '../testing/command.ts'
import { ledgerRows } from './testing/ledger-rows.ts'

const SITE = 'site_withhistory1'
const SALES = 230

async function accountWithHistory() {
  const sandbox = await startSandbox({ seed: 3 })
  onTestFinished(() => sandbox.close())
  const { hostname, port } = new URL(sandbox.url)
  const stripe = new Stripe('sk_test_history', { host: hostname, port, protocol: 'http' })
  for (let n = 0; n < SALES; n++) {
    const order = { amount: 1000 + n, currency: 'eur', payment_method: 'pm_card_visa', confirm: true } as const
    const { id } = await stripe.paymentIntents.create(order)
    if (n % 10 === 0) await stripe.refunds.create({ payment_intent: id, amount: 500 })
  }
  return sandbox
}

async function installation(engine: Engine, apiBase: string) {
  const { url, remove } = await freshDatabase(engine)
  const storage = await openStorage(url)
  onTestFinished(async () => {
    await storage.close()
    await remove()
  })
  const site = { id: SITE, name: 'Shop', hosts: ['shop.example'], timeZone: 'UTC', currency: 'eur', createdAt: 1 }
  await storage.write((trx) => insertSite(trx, site))
  const environment = {
    DATABASE_URL: url,
    FARTHING_SECRET: 'the secret of the tests',
    STRIPE_API_KEY: 'rk_test_history',
    STRIPE_API_BASE: apiBase,
    STRIPE_REQUESTS_PER_SECOND: '20',
    LOG_LEVEL: 'warn',
  }
  return {
    storage,
    backfill: (...more: string[]) => startCommand(['stripe', 'backfill', '--site', SITE, ...more], environment),
  }
}

const fetched = async (storage: Storage): Promise<number> =>
  (await storage.read.selectFrom('backfill').select('objects').execute()).reduce((sum, { objects }) => sum + objects, 0)

const totals = async ({ read }: Storage) => {
  const rows = await read.selectFrom('payment').select(['gross', 'refunds']).execute()
  return { payments: rows.length, refunds: rows.reduce((sum, { refunds }) => sum + refunds, 0) }
}

describe.each(engines)('farthing stripe backfill (%s)', { timeout: 120_000 }, (engine) => {
  it('ends with the same ledger, killed at any page, and again from the beginning', async () => {
    const sandbox = await accountWithHistory()
    const whole = await installation(engine, sandbox.url)
    const { code, out, error } = await whole.backfill('--json').ended
    expect({ code, error }).toEqual({ code: 0, error: expect.stringContaining('objects') })
    expect(JSON.parse(out)).toMatchObject({ state: 'done', objects: 2 * SALES + 23 })
    expect(await totals(whole.storage)).toEqual({ payments: SALES, refunds: -23 * 500 })

    const killed = await installation(engine, sandbox.url)
    for (const kill of [1, 250]) {
      const running = killed.backfill()
      await expect.poll(() => fetched(killed.storage), { timeout: 20_000, interval: 10 }).toBeGreaterThanOrEqual(kill)
      running.child.kill('SIGKILL')
      await running.ended
    }
    expect((await killed.backfill().ended).code).toBe(0)
    const rows = await ledgerRows(whole.storage.read)
    expect(await ledgerRows(killed.storage.read)).toBe(rows)

    expect((await killed.backfill('--from', '2020-01-01').ended).code).toBe(0)
    expect(await ledgerRows(killed.storage.read)).toBe(rows)
  })
})

it('says what the key may not read, and fetches the rest', async () => {
  const sandbox = await startSandbox({ seed: 4 })
  onTestFinished(() => sandbox.close())
  sandbox.control.setKey('rk_test_history', { permissions: ['rak_payment_intent_read'] })
  const { backfill } = await installation('sqlite', sandbox.url)
  const { out, code } = await backfill().ended
  expect(code).toBe(0)
  expect(out).toMatch(/refunds: The key lacks the permission rak_charge_read\./)
  expect(out).toMatch(/payment_intents: 0/)
})

it.each([
  ['an unknown site', ['stripe', 'backfill', '--site', 'site_nobody'], /no site site_nobody/],
  ['a date that is none', ['stripe', 'backfill', '--site', SITE, '--from', 'yesterday'], /A date looks like/],
])('%s is a sentence', async (_, args, sentence) => {
  const { url, remove } = await freshDatabase('sqlite')
  onTestFinished(remove)
  const { code, error } = await startCommand(args, { DATABASE_URL: url, FARTHING_SECRET: 'the secret of the tests' })
    .ended
  expect(code).toBe(1)
  expect(error).toMatch(sentence)
})
