// A guest by a share link that hides amounts: walks through every page there is, and no answer to the browser carries one.
import { expect, type Page } from '@playwright/test'
import { openDashboard } from './support/owner.ts'
import { type Parts, test } from './support/story.ts'
import { goToCheckout, pay } from './support/visitor.ts'

/** What the one payment was, in cents. */
const PAID = 4_900

const pages = [
  ...[
    '',
    '/payments',
    '/revenue',
    '/breakdown?by=campaigns&columns=net,fees,gross',
    '/journeys',
    '/funnels',
    '/cohorts',
  ],
  ...['/split-tests', '/live', '/reconcile', '/settings', '/settings/stripe', '/settings/data'],
]

/** Opens them all; tells every answer in which the amount is, by its path. */
async function amountsSeenBy(guest: Page, { collector, siteId }: Parts, payment: string): Promise<string[]> {
  const found: string[] = []
  const open = new Set<unknown>()
  const reading: Promise<void>[] = []
  // A stream never ends: what it carries is held by the collector's own tests.
  const isStream = (type: string) => type === 'eventsource'
  guest.on('request', (request) => isStream(request.resourceType()) || open.add(request))
  guest.on('requestfailed', (request) => open.delete(request))
  guest.on('response', (answer) => {
    const request = answer.request()
    if (isStream(request.resourceType())) return
    const read = answer.text().then(
      (text) => {
        const isJson = (answer.headers()['content-type'] ?? '').includes('json')
        if (isJson && carries(JSON.parse(text))) found.push(new URL(answer.url()).pathname)
      },
      // What was redirected has no body.
      () => undefined,
    )
    reading.push(read.finally(() => open.delete(request)))
  })
  const settled = async () => {
    await expect.poll(() => open.size).toBe(0)
    await Promise.all(reading)
  }
  for (const path of [...pages, `/payments/${payment}`]) {
    await guest.goto(`${collector.url}/sites/${siteId}${path}`)
    await guest.getByRole('heading').first().waitFor()
    await settled()
  }
  return found
}

/** As a number, or as it would be written. */
function carries(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(carries)
  return value === PAID || value === -PAID || (typeof value === 'string' && /49[.,]00/.test(value))
}

test('a guest who may not see amounts gets none, on any page, in any answer', async ({
  page,
  parts,
  owner,
  browser,
}) => {
  await page.goto(`${parts.shop}/?utm_source=newsletter&utm_medium=email&utm_campaign=spring`)
  await goToCheckout(page, parts)
  await pay(page)
  const { id } = await owner.seesPaymentOf('spring')

  const own = await openDashboard(browser, parts.collector.url, owner)
  await own.goto(`${parts.collector.url}/sites/${parts.siteId}/settings/access`)
  const links = own.getByRole('region', { name: 'Share links' })
  await links.getByLabel('New link for').fill('Agency')
  await expect(links.getByLabel(/^Hide every amount/)).toBeChecked()
  await links.getByRole('button', { name: 'Make link' }).click()
  const address = links.getByText(`${parts.collector.url}/`)
  await expect(address).toBeVisible()

  const guest = await (await browser.newContext()).newPage()
  await guest.goto((await address.textContent()) ?? '')
  await expect(guest.getByRole('button', { name: /Visitors/ }).first()).toBeVisible()
  expect(await amountsSeenBy(guest, parts, id)).toEqual([])
  // The same walk of the owner meets it on the way.
  const seen = await amountsSeenBy(own, parts, id)
  const site = `/api/sites/${parts.siteId}`
  expect(seen).toEqual(
    expect.arrayContaining([`${site}/payments`, `${site}/payments/${id}`, `${site}/reports/overview`]),
  )
})
