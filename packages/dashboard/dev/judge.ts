// What nobody should have to see, as sentences: axe violations, refused styles, errors, sideways scrolling, a layout that shifts.
import type { Browser, Page } from '@playwright/test'
import axe from 'axe-core'
import { NOW } from './made-up-data.ts'
import type { Shot } from './shots.ts'

export interface Look {
  width: number
  scheme: 'light' | 'dark'
}

export const looks: Look[] = [1440, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
)

const MOST_SHIFT = 0.02

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

const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

const AXE = `axe.run().then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 140)).slice(0, 3).join(' | ')))`

/** Opens the page as a browser of its own, hands it to `keep`, and tells what is wrong with it. */
export async function judge(
  browser: Browser,
  origin: string,
  shot: Shot,
  { width, scheme }: Look,
  keep?: (page: Page) => Promise<unknown>,
): Promise<string[]> {
  const troubles: string[] = []
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, locale: 'en-GB' })
  const page = await context.newPage()
  await page.clock.setFixedTime(NOW)
  page.on('console', (message) => {
    // The browser reports every answer of 400 and more; the failing scenarios mean to give them.
    const meant = /status of (401|403|409|503)/.test(message.text())
    if (message.type() === 'error' && !meant) troubles.push(message.text())
  })
  page.on('pageerror', (error) => troubles.push(error.message))
  await context.addCookies([{ name: 'scenario', value: shot.as, url: origin }])
  await page.goto(`${origin}${shot.path}`)
  await page.locator('h1, [role=status], .skeleton').first().waitFor()
  await page.waitForTimeout(shot.as === 'error' ? 2_600 : 350)
  // On a busy machine the answers take longer: what is looked at is the page, and not its bones, nor the coin before it.
  if (shot.as !== 'loading') await page.locator('.skeleton, .bones, .splash').first().waitFor({ state: 'detached' })
  await atRest(page)
  await shot.act?.(page)
  await page.evaluate('scrollTo(0, 0)')
  await page.waitForTimeout(200)
  await keep?.(page)
  if (await page.evaluate(OPEN_PANEL)) troubles.push('an open panel leaves the screen')
  const shift: number = await page.evaluate(SHIFT)
  if (shift > MOST_SHIFT) troubles.push(`the layout shifts by ${shift.toFixed(3)}`)
  await page.evaluate(axe.source)
  const found: string[] = await page.evaluate(AXE)
  troubles.push(...found.map((one) => `axe ${one}`))
  const over: number = await page.evaluate(SIDEWAYS)
  if (over > 0) troubles.push(`scrolls sideways by ${over} px`)
  await context.close()
  return troubles.map((one) => `${shot.name}-${width}-${scheme}: ${one}`)
}

const LOOK_MS = 150
const STILL_LOOKS = 4
const MOST_LOOKS = 60
const STATE = `[document.documentElement.scrollHeight, document.querySelectorAll('*').length].join()`

/** What lies below is drawn when the browser has nothing better to do: it is looked at as well. */
async function atRest(page: Page): Promise<void> {
  let before = ''
  let still = 0
  for (let looks = 0; still < STILL_LOOKS && looks < MOST_LOOKS; looks += 1) {
    await page.waitForTimeout(LOOK_MS)
    const now: string = await page.evaluate(STATE)
    still = now === before ? still + 1 : 0
    before = now
  }
}
