// The newcomer's two minutes: from the link that the collector prints to the first payment under its campaign, in the dashboard
// alone. What a newcomer pastes elsewhere is taken from the page, as a newcomer would.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startShop } from '@farthing/example-payment-link'
import { startSandbox } from '@farthing/stripe-sandbox'
import { test as base, expect } from '@playwright/test'
import axe from 'axe-core'
import { type CollectorProcess, collectorProcess } from './support/collector.ts'
import { freePorts } from './support/free-ports.ts'
import { credentials } from './support/owner.ts'
import { keys, stripeAt, teapotLink } from './support/stripe.ts'
import { goToCheckout, pay } from './support/visitor.ts'

interface Fresh {
  collector: CollectorProcess
  shopPort: number
  sandbox: Awaited<ReturnType<typeof startSandbox>>
}

/** A collector that knows nobody and nothing yet, and a Stripe account that knows nothing of it. */
const test = base.extend<{ fresh: Fresh }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  fresh: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'farthing-newcomer-'))
    const [collectorPort = 0, shopPort = 0] = await freePorts(2)
    const sandbox = await startSandbox({ port: 0 })
    const collector = collectorProcess(collectorPort, { FARTHING_DATA: folder, STRIPE_API_BASE: sandbox.url })
    try {
      await collector.start()
      await use({ collector, shopPort, sandbox })
    } finally {
      await collector.kill()
      await sandbox.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
})

test('from the first link to the first attributed payment in two minutes', async ({
  page: visitor,
  browser,
  fresh,
}) => {
  const { collector, shopPort, sandbox } = fresh
  const began = Date.now()
  const owner = await browser.newPage()
  await owner.goto(collector.setupLink())
  await owner.getByLabel('Email').fill(credentials.email)
  await owner.getByLabel('Password', { exact: true }).fill(credentials.password)
  await owner.getByRole('button', { name: /create/i }).click()

  await owner.getByLabel('Address of the site').fill(`localhost:${shopPort}`)
  await owner.getByLabel('Currency').selectOption('eur')
  await owner.getByRole('button', { name: 'Add site' }).click()
  const tag = owner.locator('pre', { hasText: 'data-site' })
  await expect(tag).toBeVisible()
  await expect(owner.getByText('Waiting for the first view')).toBeVisible()
  const siteId = /data-site="(site_\w+)"/.exec((await tag.textContent()) ?? '')?.[1] ?? ''

  // The newcomer pastes the tag into the shop; the Payment Link leads back as its page says.
  const stripe = stripeAt(sandbox.url)
  const paymentLink = await teapotLink(stripe, `http://localhost:${shopPort}`)
  const shop = await startShop({ port: shopPort, siteId, collector: collector.url, paymentLink })
  try {
    await visitor.goto(`${shop.url}/`)
    await expect(owner.getByText('The first view has arrived')).toBeVisible()

    await owner.getByLabel('Restricted key').fill(keys.test)
    await owner.getByRole('button', { name: 'Check and save key' }).click()
    await expect(owner.getByText('Connected', { exact: true })).toBeVisible()

    await goToCheckout(visitor, { shop: shop.url })
    await pay(visitor)
    const payments = owner.getByRole('region', { name: 'Payments' })
    await expect(payments.getByText('€49.00').first()).toBeVisible()
    await expect(payments.getByText('newsletter · spring')).toHaveCount(1)
    expect(Date.now() - began).toBeLessThan(120_000)

    await owner.getByRole('link', { name: 'Payments', exact: true }).click()
    await owner.getByRole('link', { name: /€49\.00.*newsletter/ }).click()
    await expect(owner.getByRole('heading', { name: 'How it came about' })).toBeVisible()
    await expect(owner.getByText('the visit that counts')).toBeVisible()
    await expect(owner.getByText('Decides')).toBeVisible()
    await owner.evaluate(axe.source)
    const found = await owner.evaluate(`axe.run().then(({ violations }) => violations.map(({ id }) => id))`)
    expect(found).toEqual([])
  } finally {
    await shop.close()
  }
  await owner.close()
})
