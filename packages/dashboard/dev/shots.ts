// Which pages are looked at, in which state, and what is done there before.
import type { Page } from '@playwright/test'
import type { Scenario } from './made-up-answers.ts'
import { shop } from './made-up-data.ts'

export interface Shot {
  name: string
  as: Scenario
  path: string
  act?: (page: Page) => Promise<unknown>
}

const site = `/sites/${shop.id}`
export const shots: Shot[] = [
  { name: 'overview-full', as: 'full', path: site },
  { name: 'overview-visitors', as: 'full', path: `${site}?figure=visitors&range=90d`, act: readChart },
  { name: 'overview-year', as: 'full', path: `${site}?figure=conversion&range=12m` },
  { name: 'overview-today', as: 'full', path: `${site}?figure=views&range=today` },
  {
    name: 'overview-range',
    as: 'full',
    path: site,
    act: (page) => page.getByRole('button', { name: /^Days/ }).click(),
  },
  {
    name: 'overview-sites',
    as: 'full',
    path: site,
    act: (page) => page.getByRole('button', { name: /^Change/ }).click(),
  },
  {
    name: 'overview-account',
    as: 'full',
    path: site,
    act: (page) => page.getByRole('button', { name: /^Account/ }).click(),
  },
  { name: 'overview-payment', as: 'full', path: site, act: (page) => page.locator('.payment').nth(2).click() },
  {
    name: 'overview-filter',
    as: 'full',
    path: site,
    act: (page) => page.getByRole('button', { name: 'Filter', exact: true }).click(),
  },
  {
    name: 'overview-filter-test',
    as: 'full',
    path: `${site}?filter=variants/price:is:59-euros`,
    act: filterByTest,
  },
  { name: 'overview-keys', as: 'full', path: site, act: (page) => page.keyboard.press('?') },
  { name: 'overview-chips', as: 'full', path: `${site}?filter=channels:is:Email&model=first&money=reported` },
  { name: 'overview-tabs', as: 'full', path: `${site}?tabs=goals,pages&model=linear&figure=duration&compare=none` },
  { name: 'overview-test', as: 'full', path: `${site}?mode=test` },
  { name: 'overview-empty', as: 'empty', path: site },
  { name: 'overview-connected', as: 'connected', path: site },
  { name: 'overview-loading', as: 'loading', path: site },
  { name: 'overview-error', as: 'error', path: site },
  { name: 'overview-pending', as: 'pending', path: site },
  { name: 'breakdown-full', as: 'full', path: `${site}/breakdown?by=channels` },
  { name: 'breakdown-test', as: 'full', path: `${site}/breakdown?by=variants/price` },
  {
    name: 'breakdown-columns',
    as: 'full',
    path: `${site}/breakdown?by=props&order=-lifetime&columns=visits,views,bounce,duration,gross,refunds,net,lifetime`,
    act: (page) => page.getByRole('button', { name: /^Figures that are shown/ }).click(),
  },
  { name: 'breakdown-empty', as: 'empty', path: `${site}/breakdown?by=props` },
  { name: 'breakdown-loading', as: 'loading', path: `${site}/breakdown` },
  { name: 'breakdown-error', as: 'error', path: `${site}/breakdown` },
  { name: 'journeys-full', as: 'full', path: `${site}/journeys` },
  { name: 'journeys-empty', as: 'empty', path: `${site}/journeys` },
  { name: 'journeys-loading', as: 'loading', path: `${site}/journeys` },
  { name: 'journeys-error', as: 'error', path: `${site}/journeys` },
  { name: 'cohorts-full', as: 'full', path: `${site}/cohorts` },
  { name: 'cohorts-empty', as: 'empty', path: `${site}/cohorts` },
  { name: 'cohorts-loading', as: 'loading', path: `${site}/cohorts` },
  { name: 'cohorts-error', as: 'error', path: `${site}/cohorts` },
  { name: 'funnels-full', as: 'full', path: `${site}/funnels?step=page:/pricing&step=event:Signup&step=payment` },
  { name: 'funnels-empty', as: 'empty', path: `${site}/funnels` },
  { name: 'funnels-loading', as: 'loading', path: `${site}/funnels` },
  { name: 'funnels-error', as: 'error', path: `${site}/funnels` },
  { name: 'split-tests-full', as: 'full', path: `${site}/split-tests` },
  { name: 'split-tests-empty', as: 'empty', path: `${site}/split-tests` },
  { name: 'split-tests-loading', as: 'loading', path: `${site}/split-tests` },
  { name: 'split-tests-error', as: 'error', path: `${site}/split-tests` },
  { name: 'live-full', as: 'full', path: `${site}/live` },
  { name: 'live-empty', as: 'empty', path: `${site}/live` },
  { name: 'live-error', as: 'error', path: `${site}/live` },
  { name: 'payments-full', as: 'full', path: `${site}/payments` },
  { name: 'payments-pending', as: 'pending', path: `${site}/payments` },
  { name: 'payments-empty', as: 'empty', path: `${site}/payments?search=nobody` },
  { name: 'payments-loading', as: 'loading', path: `${site}/payments` },
  { name: 'payments-error', as: 'error', path: `${site}/payments` },
  { name: 'payment-full', as: 'full', path: `${site}/payments/pi_3Qk02LmR2eZvKYlo2C` },
  { name: 'payment-loading', as: 'loading', path: `${site}/payments/pi_3Qk02LmR2eZvKYlo2C` },
  { name: 'payment-error', as: 'error', path: `${site}/payments/pi_3Qk02LmR2eZvKYlo2C` },
  { name: 'revenue-full', as: 'full', path: `${site}/revenue` },
  { name: 'revenue-empty', as: 'empty', path: `${site}/revenue` },
  { name: 'revenue-loading', as: 'loading', path: `${site}/revenue` },
  { name: 'revenue-error', as: 'error', path: `${site}/revenue` },
  { name: 'account-full', as: 'full', path: '/account' },
  { name: 'account-empty', as: 'empty', path: '/account' },
  { name: 'account-loading', as: 'loading', path: '/account' },
  { name: 'account-error', as: 'error', path: '/account' },
  { name: 'account-remove', as: 'full', path: '/account', act: removePasskey },
  { name: 'sites', as: 'full', path: '/sites' },
  { name: 'new-site', as: 'full', path: '/sites/new' },
  { name: 'settings-full', as: 'full', path: `${site}/settings` },
  { name: 'settings-empty', as: 'empty', path: `${site}/settings/stripe`, act: pasteSecretKey },
  { name: 'settings-poor', as: 'connected', path: `${site}/settings/stripe`, act: openAll },
  { name: 'settings-failing', as: 'error', path: `${site}/settings/stripe` },
  { name: 'settings-loading', as: 'loading', path: `${site}/settings/stripe` },
  { name: 'settings-made', as: 'full', path: `${site}/settings/stripe`, act: makeWebhook },
  { name: 'stripe-settings-full', as: 'full', path: `${site}/settings/stripe`, act: openAll },
  { name: 'access-full', as: 'full', path: `${site}/settings/access` },
  { name: 'access-empty', as: 'empty', path: `${site}/settings/access` },
  { name: 'access-loading', as: 'loading', path: `${site}/settings/access` },
  { name: 'access-error', as: 'error', path: `${site}/settings/access` },
  { name: 'data-full', as: 'full', path: `${site}/settings/data` },
  { name: 'data-wrong-name', as: 'full', path: `${site}/settings/data`, act: (page) => deleteSite(page, 'Another') },
  { name: 'data-failing', as: 'error', path: `${site}/settings/data`, act: (page) => deleteSite(page, shop.name) },
  { name: 'data-deleting', as: 'loading', path: `${site}/settings/data`, act: (page) => deleteSite(page, shop.name) },
  { name: 'sites-after-deletion', as: 'full', path: `${site}/settings/data`, act: (page) => deletedSite(page) },
  { name: 'notices-full', as: 'full', path: `${site}/settings/notices` },
  { name: 'notices-empty', as: 'empty', path: `${site}/settings/notices` },
  { name: 'notices-loading', as: 'loading', path: `${site}/settings/notices` },
  { name: 'notices-error', as: 'error', path: `${site}/settings/notices` },
  { name: 'unsubscribe', as: 'full', path: '/unsubscribe/way_1.proof' },
  { name: 'log-full', as: 'full', path: `${site}/settings/log` },
  { name: 'log-empty', as: 'empty', path: `${site}/settings/log` },
  { name: 'log-loading', as: 'loading', path: `${site}/settings/log` },
  { name: 'log-error', as: 'error', path: `${site}/settings/log` },
  { name: 'reconcile-differs', as: 'full', path: `${site}/reconcile`, act: openDays },
  { name: 'reconcile-even', as: 'pending', path: `${site}/reconcile` },
  { name: 'reconcile-empty', as: 'connected', path: `${site}/reconcile` },
  { name: 'reconcile-no-key', as: 'empty', path: `${site}/reconcile` },
  { name: 'reconcile-loading', as: 'loading', path: `${site}/reconcile` },
  { name: 'reconcile-error', as: 'error', path: `${site}/reconcile` },
  { name: 'login', as: 'signed-out', path: '/login' },
  { name: 'login-wrong', as: 'signed-out', path: '/login', act: signInWrong },
  { name: 'join', as: 'signed-out', path: '/join?token=abc' },
  { name: 'share', as: 'signed-out', path: '/share/abc' },
  { name: 'setup', as: 'setup', path: '/setup?token=abc' },
  { name: 'setup-no-link', as: 'setup', path: '/' },
  { name: 'not-found', as: 'full', path: '/nowhere' },
]

async function readChart(page: Page) {
  const chart = page.getByRole('slider')
  await chart.focus()
  await chart.press('Home')
  for (let step = 0; step < 30; step += 1) await chart.press('ArrowRight')
}

async function openAll(page: Page) {
  for (const summary of await page.locator('.more-list > summary').all()) await summary.click()
}

async function makeWebhook(page: Page) {
  await page.getByRole('button', { name: 'Check the webhook for me' }).click()
  await page.getByText('The webhook is made.').waitFor()
}

async function openDays(page: Page) {
  for (const button of await page.locator('.row-button').all()) await button.click()
}

async function pasteSecretKey(page: Page) {
  await page.getByLabel('Restricted key').fill(['sk', 'live', 'abcdefgh'].join('_'))
}

async function deleteSite(page: Page, name: string) {
  await page.getByLabel(/^To confirm, type/).fill(name)
  await page.getByRole('button', { name: 'Delete this site for good' }).click()
}

async function deletedSite(page: Page) {
  await deleteSite(page, shop.name)
  await page.getByRole('heading', { name: 'Sites', exact: true }).waitFor()
}

async function removePasskey(page: Page) {
  await page.getByRole('button', { name: 'Remove the passkey Old phone' }).click()
}

async function signInWrong(page: Page) {
  await page.getByLabel('Email').fill('paddington@marmalade.example')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('alert').waitFor()
}

async function filterByTest(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Test price' })
  await page.getByLabel('Value').fill('49-euros')
}
