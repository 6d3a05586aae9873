// Opens every page in every look and state, keeps a picture of each, and fails on what nobody should have to see:
// axe violations, content security policy violations, console errors, sideways scrolling, a layout that shifts.
import { mkdtemp } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import axe from 'axe-core'
import type { Scenario } from './made-up-answers.ts'
import { NOW, shop } from './made-up-data.ts'
import { startPreview } from './preview-server.ts'

interface Shot {
  name: string
  as: Scenario
  path: string
  act?: (page: Page) => Promise<unknown>
}

const site = `/sites/${shop.id}`
const shots: Shot[] = [
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
  { name: 'overview-keys', as: 'full', path: site, act: (page) => page.keyboard.press('?') },
  { name: 'overview-chips', as: 'full', path: `${site}?filter=channels:is:Email&model=first&money=reported` },
  { name: 'overview-tabs', as: 'full', path: `${site}?tabs=goals,pages&model=linear&figure=duration&compare=none` },
  { name: 'overview-test', as: 'full', path: `${site}?mode=test` },
  { name: 'overview-empty', as: 'empty', path: site },
  { name: 'overview-connected', as: 'connected', path: site },
  { name: 'overview-loading', as: 'loading', path: site },
  { name: 'overview-error', as: 'error', path: site },
  { name: 'overview-pending', as: 'pending', path: site },
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
  { name: 'sites', as: 'full', path: '/sites' },
  { name: 'new-site', as: 'full', path: '/sites/new' },
  { name: 'settings-full', as: 'full', path: `${site}/settings` },
  { name: 'settings-empty', as: 'empty', path: `${site}/settings/stripe`, act: pasteSecretKey },
  { name: 'settings-poor', as: 'connected', path: `${site}/settings/stripe`, act: openAll },
  { name: 'settings-failing', as: 'error', path: `${site}/settings/stripe` },
  { name: 'settings-loading', as: 'loading', path: `${site}/settings/stripe` },
  { name: 'settings-made', as: 'full', path: `${site}/settings/stripe`, act: makeWebhook },
  { name: 'reconcile-differs', as: 'full', path: `${site}/reconcile`, act: openDays },
  { name: 'reconcile-even', as: 'pending', path: `${site}/reconcile` },
  { name: 'reconcile-empty', as: 'connected', path: `${site}/reconcile` },
  { name: 'reconcile-no-key', as: 'empty', path: `${site}/reconcile` },
  { name: 'reconcile-loading', as: 'loading', path: `${site}/reconcile` },
  { name: 'reconcile-error', as: 'error', path: `${site}/reconcile` },
  { name: 'login', as: 'signed-out', path: '/login' },
  { name: 'login-wrong', as: 'signed-out', path: '/login', act: signInWrong },
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

async function signInWrong(page: Page) {
  await page.getByLabel('Email').fill('paddington@marmalade.example')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
}

/** The sum of what moved by itself since the page was opened, as browsers count it. */
const SHIFT = `new Promise((resolve) => {
  let sum = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => resolve(sum), 60)
})`

const OPEN_PANEL = `[...document.querySelectorAll('.popover-panel:not([hidden])')]
  .some((one) => one.getBoundingClientRect().left < 0 || one.getBoundingClientRect().right > innerWidth)`

const server = await startPreview(0)
const { port } = server.address() as AddressInfo
const origin = `http://localhost:${port}`
const folder = await mkdtemp(join(tmpdir(), 'farthing-screenshots-'))
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
const wanted = process.argv.slice(2)
const troubles: string[] = []

for (const shot of shots.filter((one) => wanted.length === 0 || wanted.some((word) => one.name.includes(word)))) {
  await fetch(`${origin}/__as/${shot.as}`, { redirect: 'manual' })
  for (const width of [1440, 390]) {
    for (const scheme of ['light', 'dark'] as const) await take(browser, shot, width, scheme)
  }
}
await browser.close()
server.closeAllConnections()
server.close()
process.stdout.write(`${troubles.map((one) => `${one}\n`).join('')}${troubles.length} troubles. Pictures: ${folder}\n`)
process.exitCode = troubles.length === 0 ? 0 : 1

async function take(on: Browser, shot: Shot, width: number, scheme: 'light' | 'dark') {
  const name = `${shot.name}-${width}-${scheme}`
  const context = await on.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, locale: 'en-GB' })
  const page = await context.newPage()
  await page.clock.setFixedTime(NOW)
  page.on('console', (message) => {
    // The browser reports every answer of 400 and more; the failing scenarios mean to give them.
    const meant = /status of (401|403|409|503)/.test(message.text())
    if (message.type() === 'error' && !meant) troubles.push(`${name}: ${message.text()}`)
  })
  page.on('pageerror', (error) => troubles.push(`${name}: ${error.message}`))
  await page.goto(`${origin}${shot.path}`)
  await page.locator('h1, [role=status], .skeleton').first().waitFor()
  await page.waitForTimeout(shot.as === 'error' ? 2_600 : 350)
  await shot.act?.(page)
  await page.evaluate('scrollTo(0, 0)')
  await page.waitForTimeout(200)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  await judge(page, name)
  await context.close()
}

async function judge(page: Page, name: string) {
  if (await page.evaluate(OPEN_PANEL)) troubles.push(`${name}: an open panel leaves the screen`)
  const shift: number = await page.evaluate(SHIFT)
  if (shift > 0.02) troubles.push(`${name}: the layout shifts by ${shift.toFixed(3)}`)
  await page.evaluate(axe.source)
  const found: string[] = await page.evaluate(
    `axe.run().then((result) => result.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 140)).slice(0, 3).join(' | ')))`,
  )
  troubles.push(...found.map((one) => `${name}: axe ${one}`))
  const over: number = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  if (over > 0) troubles.push(`${name}: scrolls sideways by ${over} px`)
}
