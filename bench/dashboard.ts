// How long an owner waits for the overview over a month of views, with a processor four times as slow as this one.
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { chromiumFlags, chromiumPath } from '../scripts/test/chromium.ts'
import { type Bench, type Figure, percentile, rounded } from './figures.ts'
import { type Installation, newInstallation } from './installation.ts'
import { DAYS, fillMonth } from './month-of-views.ts'
import { copied } from './reports.ts'

const DAY_MS = 86_400_000
const MOST_MS = 120_000
const credentials = { email: 'owner@shop.example', password: 'a password for a bench' }

export const dashboard: Bench = {
  options: {
    views: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '7' },
    slower: { type: 'string', default: '4' },
    port: { type: 'string', default: '4297' },
  },
  run: async ({ views = 0, times = 1, slower = 1, port = 0 }) => {
    console.log(`${views} views over ${DAYS} days; a processor ${slower} times as slow; the median of ${times} loads.`)
    const farthing = newInstallation({ PORT: String(port), STRIPE_POLL_SECONDS: '0', LOG_LEVEL: 'info' })
    try {
      const today = new Date().toISOString().slice(0, 10)
      const { id } = (await farthing.json('site', 'add', '--host', 'shop.example', '--time-zone', 'UTC')) as {
        id: string
      }
      const from = Date.parse(today) - (DAYS - 1) * DAY_MS
      fillMonth(join(farthing.folder, 'farthing.sqlite'), { views, siteId: id, from })
      return await looked(farthing, { url: `http://localhost:${port}`, siteId: id, times, slower })
    } finally {
      farthing.remove()
    }
  },
}

interface Plan {
  url: string
  siteId: string
  times: number
  slower: number
}

async function looked(farthing: Installation, plan: Plan): Promise<Figure[]> {
  const collector = farthing.start('serve')
  const fast = copied(collector)
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags })
  try {
    const cookie = await firstOwner(plan.url, await setupToken(collector.child))
    await fast
    const loads: Load[] = []
    // The first one opens what the others find open.
    for (let time = 0; time <= plan.times; time++) {
      const load = await loaded(browser, plan, cookie)
      if (time > 0) loads.push(load)
    }
    return figuresOf(loads)
  } finally {
    await browser.close()
    collector.child.kill('SIGTERM')
    await collector.ended
  }
}

/** The collector prints it while it has no owner. */
function setupToken(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString()
      const [, token] = /setup\?token=([\w-]+)\s/.exec(said) ?? []
      if (token !== undefined) resolve(token)
    })
    child.once('exit', () => reject(new Error(`the collector ended: ${said}`)))
  })
}

async function firstOwner(url: string, token: string): Promise<string> {
  const response = await fetch(`${url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...credentials }),
  })
  if (!response.ok) throw new Error(`The setup link was refused: ${await response.text()}`)
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

interface Load {
  /** Until the figures and the chart are drawn and a press on another figure would be answered. */
  interactiveMs: number
  /** Until the last panel has its rows. */
  wholeMs: number
  /** From the press on a figure until it is drawn. */
  pressMs: number
  /** What the page's own thread worked until then, whoever else used the machine. */
  busyMs: number
  transferred: number
}

/** A browser that was never here: nothing is cached, as on the owner's new phone. */
async function loaded(browser: Browser, { url, siteId, slower }: Plan, cookie: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const [name = '', ...value] = cookie.split('=')
    await context.addCookies([{ name, value: value.join('='), url }])
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
    const transferred = await transferOf(devtools)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.addInitScript(WATCH)
    await page.goto(`${url}/sites/${siteId}?mode=live`)
    const interactiveMs = await momentOf(page, 'interactive')
    const busyMs = await busyOf(devtools)
    const wholeMs = await momentOf(page, 'whole')
    const pressMs: number = await page.evaluate(PRESS)
    return { interactiveMs, busyMs, wholeMs, pressMs, transferred: transferred() }
  } finally {
    await context.close()
  }
}

/** Looks at every change of the page; a moment counts when the browser next has nothing else to do. */
const WATCH = `
  window.moments = {}
  const reached = {
    interactive: () => document.querySelector('button.stat .stat-value') !== null && document.querySelector('.chart-box svg .bar, .chart-box svg .line') !== null,
    whole: () => document.querySelectorAll('.panel').length > 4 && document.querySelector('.panel .bones') === null && document.querySelector('.world svg') !== null,
  }
  const look = () => {
    for (const [name, is] of Object.entries(reached)) {
      if (name in window.moments || !is()) continue
      window.moments[name] = null
      requestAnimationFrame(() => requestIdleCallback(() => { window.moments[name] = performance.now() }))
    }
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true })
`

const PRESS = `new Promise((resolve) => {
  const from = performance.now()
  const other = document.querySelector('button.stat[aria-pressed=false]')
  other.click()
  const look = () => other.getAttribute('aria-pressed') === 'true' ? resolve(performance.now() - from) : requestAnimationFrame(look)
  requestAnimationFrame(look)
})`

/** Asked again and again: what waits inside of the page needs `eval`, which its content security policy forbids. */
async function momentOf(page: Page, name: 'interactive' | 'whole'): Promise<number> {
  for (const end = Date.now() + MOST_MS; Date.now() < end; await sleep(40)) {
    const moment: number | null | undefined = await page.evaluate(`window.moments.${name}`)
    if (typeof moment === 'number') return moment
  }
  throw new Error(`The overview was not ${name} within ${MOST_MS / 1000} s.`)
}

async function busyOf(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

async function transferOf(devtools: CDPSession): Promise<() => number> {
  let bytes = 0
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await devtools.send('Network.enable')
  return () => bytes
}

function figuresOf(loads: Load[]): Figure[] {
  const median = (of: (load: Load) => number, digits = 0) => rounded(percentile(loads.map(of), 0.5), digits)
  return [
    {
      name: 'interactiveMs',
      value: median((load) => load.interactiveMs),
      meaning: 'ms until the figures and the chart are drawn and answer, nothing cached; wanted: below 1000',
    },
    {
      name: 'busyMs',
      value: median((load) => load.busyMs),
      meaning: 'ms that the page’s own thread worked until then; other programs do not count',
    },
    { name: 'wholeMs', value: median((load) => load.wholeMs), meaning: 'ms until every panel and the map are drawn' },
    {
      name: 'pressMs',
      value: median((load) => load.pressMs),
      meaning: 'ms from a press on a figure until it is drawn',
    },
    {
      name: 'transferredKb',
      value: median((load) => load.transferred / 1000),
      meaning: 'kB that the first look takes over the wire, answers included',
    },
  ]
}
