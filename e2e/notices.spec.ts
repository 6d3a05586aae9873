// What a site says by itself: the owner asks for it in the dashboard, a campaign earns its first payment, and the news arrives by
// mail and by webhook, in the right words and signed; then the owner ends it from the mail.
import { createHmac } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { credentials, setUpInBrowser } from './support/owner.ts'
import { openPostOffice, type PostOffice } from './support/post-office.ts'
import { type Parts, test as story } from './support/story.ts'
import { goToCheckout, pay } from './support/visitor.ts'

const PUBLIC_URL = 'https://stats.shop.example'
const test = story.extend<{ office: PostOffice }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  office: async ({}, use) => {
    const office = await openPostOffice()
    await use(office)
    await office.close()
  },
  environment: async ({ office }, use) =>
    use({
      SMTP_URL: office.smtpUrl,
      SMTP_FROM: 'Farthing <farthing@shop.example>',
      FARTHING_URL: PUBLIC_URL,
      // The receiver is on this machine, which nobody may be called on unless the operator allows it.
      FARTHING_PRIVATE_HOOKS: '1',
    }),
})

test.use({ webhooks: true })

test('the first payment of a campaign is told by mail and by webhook, once each', async ({
  page: visitor,
  browser,
  parts,
  office,
}) => {
  // What there is to tell is looked for every minute.
  test.setTimeout(150_000)
  const owner = await setUpInBrowser(browser, parts.collector)
  await owner.goto(`${parts.collector.url}/sites/${parts.siteId}/settings/notices`)
  const secret = await askForBoth(owner, office)

  await goToCheckout(visitor, parts)
  await pay(visitor)
  await expect.poll(() => [office.mails.length, office.calls.length], { timeout: 90_000 }).toEqual([1, 1])

  await checkMail(office, parts)
  checkCall(office, parts, secret)
  await owner.reload()
  const sent = owner.getByRole('list', { name: 'The last emails' })
  await expect(sent.getByText('Sent')).toHaveCount(1)
  await expect(owner.getByRole('list', { name: 'Addresses for notices' }).getByText('Sent')).toHaveCount(1)

  const [, token = ''] = /\/unsubscribe\/([\w.-]+)/.exec(office.mails[0]?.source ?? '') ?? []
  await owner.goto(`${parts.collector.url}/unsubscribe/${token}`)
  await owner.getByRole('button', { name: 'Unsubscribe' }).click()
  await expect(owner.getByRole('heading', { name: 'That was the last one' })).toBeVisible()
  await owner.goto(`${parts.collector.url}/sites/${parts.siteId}/settings/notices`)
  const mail = owner.getByRole('group', { name: `Mail to ${credentials.email}` })
  await expect(mail.getByLabel('First payment of a campaign')).not.toBeChecked()
  expect([office.mails.length, office.calls.length]).toEqual([1, 1])
})

/** Gives back the secret that is shown once. */
async function askForBoth(owner: Page, { hookUrl }: PostOffice): Promise<string> {
  const mail = owner.getByRole('group', { name: `Mail to ${credentials.email}` })
  await mail.getByLabel('First payment of a campaign').check()
  await owner.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(owner.getByText('Saved')).toBeVisible()

  await owner.getByLabel('New address').fill(hookUrl)
  await owner.getByRole('button', { name: 'Add address' }).click()
  await expect(owner.getByText('This secret signs each call.')).toBeVisible()
  const secret = (await owner.locator('.once code').textContent()) ?? ''
  expect(secret.length).toBeGreaterThan(20)
  return secret
}

async function checkMail({ mails }: PostOffice, { shop, siteId }: Parts): Promise<void> {
  const [mail] = mails
  const name = new URL(shop).host
  expect(mail).toMatchObject({ from: 'farthing@shop.example', to: [credentials.email] })
  expect(mail?.source).toContain(`Subject: ${name}: the first test payment of spring`)
  expect(mail?.source).toContain('The campaign “spring” by newsletter has brought its first test payment: €49.00.')
  expect(mail?.source).toContain(`${PUBLIC_URL}/sites/${siteId}/payments`)
  expect(mail?.source).toMatch(/List-Unsubscribe: <https:\/\/stats\.shop\.example\/\S+>/)
  expect(mail?.source).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
}

function checkCall({ calls }: PostOffice, { shop, siteId }: Parts, secret: string): void {
  const [call] = calls
  const { headers, body } = call ?? { headers: {}, body: '' }
  const said = JSON.parse(body)
  expect(said).toMatchObject({
    kind: 'first_payment',
    site: { id: siteId, name: new URL(shop).host },
    text: 'The campaign “spring” by newsletter has brought its first test payment: €49.00.',
    said: { campaign: 'spring', source: 'newsletter', mode: 'test', paid: { amount: 4900, currency: 'eur' } },
  })
  expect(headers['farthing-notice-id']).toBe(said.id)
  // As the documentation tells the receiver to.
  const [, seconds = '', signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['farthing-signature'])) ?? []
  expect(signature).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'))
  expect(Math.abs(Date.now() / 1000 - Number(seconds))).toBeLessThan(120)
}
