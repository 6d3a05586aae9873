// The owner, looking through the API: what the dashboard would show, without its pixels.
import type { BreakdownReport, OverviewReport, PaymentsAnswer } from '@farthing/contract'
import { type Browser, expect, type Page } from '@playwright/test'
import type { CollectorProcess } from './collector.ts'

export const credentials = { email: 'owner@shop.example', password: 'a long enough password' }

type Payment = PaymentsAnswer['payments'][number]

export interface Owner {
  payments: (mode?: 'live' | 'test') => Promise<PaymentsAnswer>
  overview: (mode?: 'live' | 'test') => Promise<OverviewReport>
  campaigns: (mode?: 'live' | 'test') => Promise<BreakdownReport>
  /** Waits for the one payment; fails when there is another number of them, now or shortly after. */
  seesOnePayment: (where?: { within?: number; mode?: 'live' | 'test' }) => Promise<Payment>
  /** Waits until it is credited: money first or evidence first, both end the same. */
  seesPaymentOf: (campaign: string, within?: number) => Promise<Payment>
  cookie: string
}

export async function ownerOf(collector: CollectorProcess, siteId: string): Promise<Owner> {
  const token = new URL(collector.setupLink()).searchParams.get('token')
  const response = await fetch(`${collector.url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...credentials }),
  })
  if (!response.ok) throw new Error(`The setup link was refused: ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { ...lookingThrough(`${collector.url}/api/sites/${siteId}`, cookie), cookie }
}

/** A browser of the owner, signed in already. */
export async function openDashboard(browser: Browser, collector: string, { cookie }: Owner): Promise<Page> {
  const context = await browser.newContext()
  const [name = '', ...value] = cookie.split('=')
  await context.addCookies([{ name, value: value.join('='), url: collector }])
  return context.newPage()
}

function lookingThrough(site: string, cookie: string): Omit<Owner, 'cookie'> {
  const get = async (path: string, mode: string) => {
    const response = await fetch(`${site}${path}?mode=${mode}`, { headers: { cookie } })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const payments: Owner['payments'] = (mode = 'test') => get('/payments', mode)
  const seesOnePayment: Owner['seesOnePayment'] = async ({ within = 5_000, mode = 'test' } = {}) => {
    const count = async () => (await payments(mode)).payments.length
    await expect.poll(count, { timeout: within, intervals: [100] }).toBe(1)
    const [payment] = (await payments(mode)).payments
    if (!payment) throw new Error('The payment was there and is gone.')
    return payment
  }
  const seesPaymentOf: Owner['seesPaymentOf'] = async (campaign, within = 5_000) => {
    await seesOnePayment({ within })
    await expect(async () => {
      const { attribution } = await seesOnePayment()
      expect(attribution).toMatchObject({ kind: 'attributed', touch: { campaign } })
    }).toPass({ timeout: 5_000 })
    return seesOnePayment()
  }
  return {
    payments,
    overview: (mode = 'test') => get('/reports/overview', mode),
    campaigns: (mode = 'test') => get('/reports/campaigns', mode),
    seesOnePayment,
    seesPaymentOf,
  }
}

/** The first owner, who comes by the link that the collector prints; ends on the overview of the one site. */
export async function setUpInBrowser(browser: Browser, collector: CollectorProcess): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(collector.setupLink())
  await page.getByLabel('Email').fill(credentials.email)
  await page.getByLabel('Password', { exact: true }).fill(credentials.password)
  await page.getByRole('button', { name: /create/i }).click()
  await expect(page).toHaveURL(/\/sites\/site_/)
  return page
}
