// A member adds a passkey, signs in with it alone, and takes it away again: a real Chromium, and an authenticator that it simulates.
import { expect, type Page } from '@playwright/test'
import { credentials, setUpInBrowser } from './support/owner.ts'
import { test as story } from './support/story.ts'

/** The first owner, who looks at the account. */
const test = story.extend<{ account: Page }>({
  account: async ({ browser, parts: { collector } }, use) => {
    const page = await setUpInBrowser(browser, collector)
    await page.goto(`${collector.url}/account`)
    await use(page)
  },
})

/** The device's own: it keeps passkeys, and its finger is always there. Answers a way to take the finger away. */
async function authenticatorOf(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    recognises: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    credentials: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  }
}

const section = (page: Page) => page.getByRole('region', { name: 'Passkeys' })
const list = (page: Page) => section(page).getByRole('list', { name: 'Passkeys' }).getByRole('listitem')
const byPasskey = (page: Page) => page.getByRole('button', { name: 'Sign in with a passkey' })

async function addPasskey(page: Page, name: string, password: string = credentials.password) {
  await section(page).getByLabel('New passkey on').fill(name)
  await section(page).getByLabel('Your password').fill(password)
  await section(page).getByRole('button', { name: 'Add a passkey' }).click()
}

async function signOut(page: Page) {
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
}

test('a passkey is added, signs in alone, and does not once it is removed', async ({
  account: owner,
  parts: { collector },
}) => {
  const authenticator = await authenticatorOf(owner)
  await expect(section(owner).getByText('None yet.')).toBeVisible()
  await addPasskey(owner, 'Laptop', 'not my password')
  await expect(section(owner).getByRole('alert')).toHaveText('That is not your password.')
  await addPasskey(owner, 'Laptop')
  await expect(list(owner)).toHaveText([/Laptop\s*added .*never used/])
  const [kept] = await authenticator.credentials()
  expect(kept).toMatchObject({ isResidentCredential: true, rpId: 'localhost' })

  await signOut(owner)
  await byPasskey(owner).click()
  await expect(owner.getByRole('heading', { name: 'Sign in' })).toHaveCount(0)
  await owner.goto(`${collector.url}/account`)
  await expect(owner.getByText(credentials.email)).toBeVisible()
  await expect(list(owner)).toHaveText([/Laptop\s*added .*last used/])

  await addPasskey(owner, 'Laptop again')
  await expect(section(owner).getByRole('alert')).toHaveText('There is a passkey of yours on this device already.')

  await section(owner).getByRole('button', { name: 'Remove the passkey Laptop' }).click()
  const dialog = owner.getByRole('dialog', { name: 'Remove Laptop' })
  await dialog.getByLabel('Your password').fill(credentials.password)
  await dialog.getByRole('button', { name: 'Remove the passkey' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(list(owner)).toHaveCount(0)

  await signOut(owner)
  await byPasskey(owner).click()
  await expect(owner.getByRole('alert')).toContainText('This passkey is not known here')
  await owner.goto(`${collector.url}/account`)
  await expect(owner.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('who is not recognised by the device is told so, and may try again', async ({ account: owner }) => {
  const authenticator = await authenticatorOf(owner)
  await addPasskey(owner, 'Laptop')
  await expect(list(owner)).toHaveCount(1)
  await signOut(owner)
  await authenticator.recognises(false)
  await byPasskey(owner).click()
  await expect(owner.getByRole('alert')).toHaveText('Nothing was chosen, or it took too long. Try again.')
  await authenticator.recognises(true)
  await byPasskey(owner).click()
  await expect(owner.getByRole('heading', { name: 'Sign in' })).toHaveCount(0)
})

test('where a browser has no passkeys, none are offered', async ({ browser, account: owner, parts: { collector } }) => {
  await signOut(owner)
  await expect(byPasskey(owner)).toBeVisible()
  const page = await browser.newPage()
  await page.goto(collector.url.replace('localhost', '127.0.0.1'))
  await page.getByLabel('Email').fill(credentials.email)
  await expect(byPasskey(page)).toHaveCount(0)
  await page.getByLabel('Password', { exact: true }).fill(credentials.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toHaveCount(0)
  await page.goto(`${collector.url.replace('localhost', '127.0.0.1')}/account`)
  await expect(section(page).getByText('This browser makes no passkeys at this address')).toBeVisible()
  await expect(section(page).getByRole('button', { name: 'Add a passkey' })).toHaveCount(0)
  await page.close()
})
