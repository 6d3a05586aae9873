// What the data file remembers, and what it does with a file that is not its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSandbox } from '../start-sandbox.ts'
import { follow, oneTimePrice, openInbox, openMerchant, submit } from '../testing/merchant.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a second start', () => {
  it('keeps the objects, makes no old id again, and sends what was left', async () => {
    const dataFile = join(folder, 'deep', 'sandbox.json')
    const inbox = await openInbox()
    inbox.answers.push(...Array.from({ length: 20 }, () => 500))
    const first = await openMerchant({ dataFile, retryScheduleMs: [60_000] })
    const price = await oneTimePrice(first.stripe)
    const link = await first.stripe.paymentLinks.create({ line_items: [{ price: price.id, quantity: 1 }] })
    const session = await follow(link.url)
    first.sandbox.control.putEndpoint({ url: inbox.url, enabled_events: ['checkout.session.completed'] })
    await submit(first.sandbox.url, session)
    const { charge } = first.sandbox.control.scenario('S14', { amount: 700 })
    await first.sandbox.control.idle()
    await first.close()
    inbox.answers.length = 0

    const second = await openMerchant({ dataFile })
    expect(await second.stripe.checkout.sessions.retrieve(session)).toMatchObject({ payment_status: 'paid' })
    expect((await second.stripe.paymentLinks.retrieve(link.id)).url.startsWith(second.sandbox.url)).toBe(true)
    expect((await oneTimePrice(second.stripe)).id).not.toBe(price.id)
    await vi.waitFor(() => expect(second.sandbox.control.deliveries()).toMatchObject([{ state: 'delivered' }]))
    const { transfer_data } = await second.stripe.charges.retrieve(charge[0] ?? '')
    const stripeAccount = String(transfer_data?.destination)
    expect((await second.stripe.charges.list({}, { stripeAccount })).data).toMatchObject([
      { id: charge[1], amount: 700 },
    ])
    await second.close()
    await inbox.close()
  })
})

describe('a file of another version', () => {
  it('is refused with what to do', async () => {
    const dataFile = join(folder, 'old.json')
    writeFileSync(dataFile, '{"format":99}')
    await expect(startSandbox({ dataFile })).rejects.toThrow('move it away')
  })
})
