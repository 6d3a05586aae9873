// What an owner sets in the dashboard is in force: proven from the outside, by a visitor, by Stripe, by a program.
import { createHmac } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { setUpInBrowser } from './support/owner.ts'
import { type Parts, test } from './support/story.ts'

test.use({ webhooks: true })

const open = (owner: Page, { collector, siteId }: Parts, page = '') =>
  owner.goto(`${collector.url}/sites/${siteId}/settings${page}`)

const section = (owner: Page, name: string) => owner.getByRole('region', { name, exact: true })

test('a name of the shop’s own carries the visit, and the history is fetched', async ({ page, parts, browser }) => {
  const owner = await setUpInBrowser(browser, parts.collector)
  await open(owner, parts, '/stripe')
  const names = section(owner, 'Names in metadata')
  await names.getByRole('button', { name: 'Add a name' }).click()
  await names.getByLabel('Name 1', { exact: true }).fill('order_ref')
  await names.getByRole('button', { name: 'Save names' }).click()
  await expect(names.getByText('Saved')).toBeVisible()

  const viewed = page.waitForResponse((answer) => answer.url().endsWith('/api/event'))
  await page.goto(`${parts.shop}/?utm_source=radio&utm_campaign=jingle`)
  await viewed
  const viewId = await page.evaluate<string>('farthing.viewId')
  await parts.stripe.paymentIntents.create({
    amount: 3100,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
    metadata: { order_ref: viewId },
  })
  await owner.goto(`${parts.collector.url}/sites/${parts.siteId}/payments`)
  await expect(owner.getByRole('link', { name: /€31\.00.*radio · jingle/ })).toBeVisible()

  await open(owner, parts, '/stripe')
  const history = owner.getByRole('region', { name: 'History' })
  // The first look at the account found nothing yet; what was paid since is found once more, and counted once.
  await expect(history.getByText('The history is here: 0 objects read.')).toBeVisible()
  await history.getByRole('button', { name: 'Fetch the history again' }).click()
  await expect(history.getByText('The history is here: 2 objects read.')).toBeVisible({ timeout: 30_000 })
  await history.getByText(/^\d lists that were read$/).click()
  await expect(history.getByRole('listitem').filter({ hasText: 'PaymentIntents' }).getByText('1 read')).toBeVisible()
  await owner.goto(`${parts.collector.url}/sites/${parts.siteId}/payments`)
  await expect(owner.getByRole('link', { name: /€31\.00/ })).toHaveCount(1)
})

test('identities need the signature of the shop’s server, until the secret is removed', async ({
  page,
  parts,
  browser,
}) => {
  const owner = await setUpInBrowser(browser, parts.collector)
  await open(owner, parts, '/access')
  const signed = section(owner, 'Signed identities')
  await signed.getByRole('button', { name: 'Make a secret' }).click()
  const secret = (await signed.locator('.once code').textContent()) ?? ''
  expect(secret).toMatch(/^fis_/)

  const email = 'ada@shop.example'
  const identify = async (signature?: string) => {
    // A page says the same only once.
    await page.goto(parts.shop)
    const asked = page.waitForRequest((request) => (request.postData() ?? '').includes('"identify"'))
    await page.evaluate(`farthing.identify(${JSON.stringify({ email, signature })})`)
    const answer = await (await asked).response()
    if (answer === null) throw new Error('The collector gave no answer.')
    return answer.headers()['x-ignored'] ?? answer.status()
  }
  const signatureUnder = (key: string) => createHmac('sha256', key).update(`${email}\n`).digest('hex')
  expect(await identify()).toBe(200)
  await signed.getByLabel('Only signed identities').click()
  await expect(signed.getByLabel('Only signed identities')).toBeChecked()
  expect(await identify()).toBe('unsigned')
  expect(await identify(signatureUnder(secret))).toBe(200)

  await signed.getByRole('button', { name: 'Make another…' }).click()
  await signed.getByRole('button', { name: 'Yes, end the old secret now' }).click()
  await expect(signed.locator('.once code')).not.toHaveText(secret)
  expect(await identify(signatureUnder(secret))).toBe('unsigned')
  await signed.getByRole('button', { name: 'Remove…' }).click()
  await signed.getByRole('button', { name: 'Yes, sign nothing any more' }).click()
  await expect(signed.getByText('No secret yet')).toBeVisible()
  expect(await identify()).toBe(200)

  // What was ignored is written once a second, and the page asks once.
  const ignored = () => owner.request.get(`${parts.collector.url}/api/sites/${parts.siteId}/ignored?days=30`)
  await expect.poll(async () => (await (await ignored()).json()).total).toBe(2)
  await open(owner, parts)
  await expect(section(owner, 'Ignored').getByText('Unsigned identity')).toBeVisible()
})

test('what is set is still set when the page is opened again', async ({ parts, browser }) => {
  const owner = await setUpInBrowser(browser, parts.collector)
  await open(owner, parts)
  await section(owner, 'Site').getByLabel('Name').fill('Teapots')
  await section(owner, 'Site').getByLabel('Currency').selectOption('usd')
  await section(owner, 'Site').getByLabel('Time zone').selectOption('Europe/Paris')
  await save(owner, 'Site', 'Save')
  await section(owner, 'Attribution').getByLabel('Credit goes to').selectOption('linear')
  await section(owner, 'Attribution').getByLabel('Look back').selectOption('30')
  await save(owner, 'Attribution', 'Save attribution')
  await section(owner, 'Script').getByLabel('Pages behind a #').check()
  await section(owner, 'Script').getByLabel('Hosts of your Payment Links').fill('pay.shop.example')
  await save(owner, 'Script', 'Save script settings')
  await section(owner, 'Not counted').getByLabel('Addresses').fill('203.0.113.7')
  await section(owner, 'Not counted').getByLabel('Pages').fill('/preview/*')
  await save(owner, 'Not counted', 'Save lists')
  await owner.reload()
  await expect(section(owner, 'Site').getByLabel('Name')).toHaveValue('Teapots')
  await expect(section(owner, 'Site').getByLabel('Currency')).toHaveValue('usd')
  await expect(section(owner, 'Site').getByLabel('Time zone')).toHaveValue('Europe/Paris')
  await expect(section(owner, 'Attribution').getByLabel('Credit goes to')).toHaveValue('linear')
  await expect(section(owner, 'Attribution').getByLabel('Look back')).toHaveValue('30')
  await expect(section(owner, 'Script').getByLabel('Pages behind a #')).toBeChecked()
  await expect(section(owner, 'Not counted').getByLabel('Addresses')).toHaveValue('203.0.113.7')
  await expect(section(owner, 'Not counted').getByLabel('Pages')).toHaveValue('/preview/*')
  const script = await (await fetch(`${parts.collector.url}/f.js?site=${parts.siteId}`)).text()
  expect(script).toContain('pay.shop.example')

  await open(owner, parts, '/data')
  await section(owner, 'Retention').getByLabel('Keep views and visits').selectOption('365')
  await save(owner, 'Retention', 'Save retention')
  await owner.reload()
  await expect(section(owner, 'Retention').getByLabel('Keep views and visits')).toHaveValue('365')

  await open(owner, parts, '/log')
  await expect(owner.getByText('Changed the script’s settings')).toBeVisible()
  await expect(owner.getByText('Changed the site')).toHaveCount(4)
})

async function save(owner: Page, name: string, button: string): Promise<void> {
  await section(owner, name).getByRole('button', { name: button, exact: true }).click()
  await expect(section(owner, name).getByText('Saved')).toBeVisible()
}

test('a token and a share link made here open what they say, and nothing once they are removed', async ({
  parts,
  browser,
}) => {
  const { collector, siteId } = parts
  const owner = await setUpInBrowser(browser, collector)
  await open(owner, parts, '/access')
  const tokens = section(owner, 'API tokens')
  await tokens.getByLabel('New token for').fill('Sheet')
  await tokens.getByLabel('What it may do').selectOption('read')
  await tokens.getByRole('button', { name: 'Make token' }).click()
  const token = (await tokens.locator('.once code').textContent()) ?? ''
  const ask = async () => {
    const headers = { authorization: `Bearer ${token}` }
    return (await fetch(`${collector.url}/api/sites/${siteId}/reports/overview`, { headers })).status
  }
  expect(await ask()).toBe(200)
  await tokens.getByRole('button', { name: 'Remove the token Sheet' }).click()
  await expect(tokens.getByText('No token yet.')).toBeVisible()
  expect(await ask()).toBe(401)

  const links = section(owner, 'Share links')
  await links.getByLabel('New link for').fill('Agency')
  await links.getByRole('button', { name: 'Make link' }).click()
  const address = (await links.locator('.once code').textContent()) ?? ''
  const guest = await (await browser.newContext()).newPage()
  await guest.goto(address)
  await expect(guest).toHaveURL(new RegExp(`/sites/${siteId}`))
  await expect(guest.getByRole('link', { name: 'Settings' })).toHaveCount(0)
  await links.getByRole('button', { name: /^Remove.*Agency/ }).click()
  await expect(links.getByRole('list').getByText('Agency')).toHaveCount(0)
  await guest.reload()
  await expect(guest.getByRole('heading', { name: /sign in/i })).toBeVisible()
})

test('a site that its owner deletes is gone from the list and its script is refused; the other site is whole', async ({
  page,
  parts,
  browser,
}) => {
  const { collector, siteId, shop } = parts
  const owner = await setUpInBrowser(browser, collector)
  const made = await owner.request.post(`${collector.url}/api/sites`, {
    data: { name: 'Tea garden', hosts: [new URL(shop).host] },
  })
  const { id: other } = await made.json()
  const looks = async (site: string, viewId: string) =>
    owner.request.post(`${collector.url}/api/event`, {
      headers: { 'user-agent': await owner.evaluate<string>('navigator.userAgent') },
      data: { type: 'view', site, viewId: viewId.padEnd(22, '_'), url: `${shop}/` },
    })
  expect((await looks(other, 'view-of-the-garden')).status()).toBe(200)
  const viewed = page.waitForResponse((answer) => answer.url().endsWith('/api/event'))
  await page.goto(shop)
  expect((await viewed).status()).toBe(200)

  await open(owner, parts, '/data')
  const removal = section(owner, 'Delete this site')
  const name = removal.getByLabel(/^To confirm, type/)
  const called = /“(.+)”/.exec((await removal.locator('label').textContent()) ?? '')?.[1] ?? ''
  await name.fill('Tea garden')
  await removal.getByRole('button', { name: 'Delete this site for good' }).click()
  await expect(removal.getByText('That is not the name of this site.')).toBeVisible()
  await name.fill(called)
  await removal.getByRole('button', { name: 'Delete this site for good' }).click()

  await expect(owner).toHaveURL(`${collector.url}/sites`)
  await expect(owner.getByText(`“${called}” is deleted.`)).toBeVisible()
  await expect(owner.getByRole('link', { name: /Tea garden/ })).toBeVisible()
  await expect(owner.locator('.site-card')).toHaveCount(1)
  const refused = page.waitForResponse((answer) => answer.url().endsWith('/api/event'))
  await page.goto(shop)
  expect((await refused).status()).toBe(404)
  await owner.goto(`${collector.url}/sites/${siteId}`)
  await expect(owner.getByRole('heading', { name: /nothing|not found/i })).toBeVisible()
  const report = await owner.request.get(`${collector.url}/api/sites/${other}/reports/overview`)
  expect((await report.json()).totals.views).toBe(1)
})
