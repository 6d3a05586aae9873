// A collector that is killed the hard way has lost nothing that it acknowledged.
import { expect } from '@playwright/test'
import { stripeDown, stripeUp } from './support/outage.ts'
import { test } from './support/story.ts'
import { deliver, signedDelivery } from './support/stripe.ts'
import { goToCheckout, pay, payAndHoldReturn } from './support/visitor.ts'

test('killed between redirect and resolution: the payment is there after the restart', async ({
  page,
  parts,
  owner,
}) => {
  await goToCheckout(page, parts)
  stripeDown(parts)
  await pay(page)
  // The address bar is cleaned only when the collector has answered, which it does after its commit.
  await expect(page).toHaveURL(`${parts.shop}/thanks`)
  expect((await owner.payments()).payments).toEqual([])

  await parts.collector.kill()
  stripeUp(parts)
  await parts.collector.start()

  expect(await owner.seesPaymentOf('spring', 15_000)).toMatchObject({ gross: 4900 })
  expect((await owner.payments()).pending).toEqual([])
})

test('killed after a webhook was acknowledged: the payment is there after the restart', async ({
  page,
  parts,
  owner,
}) => {
  const { stripe, collector } = parts
  await goToCheckout(page, parts)
  await payAndHoldReturn(page, parts)
  const events = await stripe.events.list({ limit: 100 })
  const answers = await Promise.all(
    events.data.map((event) => deliver(collector.url, signedDelivery(stripe, event)).then((answer) => answer.status)),
  )
  await collector.kill()
  expect(new Set(answers)).toEqual(new Set([200]))

  await collector.start()
  expect(await owner.seesOnePayment({ within: 15_000 })).toMatchObject({
    gross: 4900,
    attribution: { kind: 'attributed' },
  })
})
