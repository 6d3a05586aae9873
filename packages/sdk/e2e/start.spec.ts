// What the script costs the page at its start, beside a yardstick in the same page: the processor's own account, whatever its speed.
import { writeFileSync } from 'node:fs'
import type { CDPSession } from '@playwright/test'
import { expect, test } from './support/test.ts'

const ELEMENTS = 1000
const LOADS = 15
/** The yardstick takes 1 ms where this was chosen, so that 1.25 of it are the budget: 5 ms on a processor four times slower. */
const MOST_YARDSTICKS = 1.25
/** A hundred functions that are each compiled and run once, cold, as the script's are. */
const YARDSTICK = Array.from(
  { length: 100 },
  (_, n) =>
    `(function(path){const url=new URL(path+'?${n}',location.href);return JSON.stringify({k${n}:url.search,l:document.links.length})})('/${n}');`,
).join('\n')
/** For `npm run bench sdk`, which wants milliseconds on a processor four times slower: where to write them. */
const FIGURES = process.env.FARTHING_START_FIGURES

interface TraceEvent {
  name: string
  ts: number
  dur?: number
  /** Microseconds that the thread itself has run. */
  tdur?: number
  args: { data?: { url?: string } }
}

/** What the browser did while `act` ran. */
const traced = async (session: CDPSession, act: () => Promise<void>): Promise<TraceEvent[]> => {
  const events: TraceEvent[] = []
  const collect = ({ value }: { value: unknown[] }) => void events.push(...Object(value))
  session.on('Tracing.dataCollected', collect)
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  const categories = ['devtools.timeline', 'v8', 'disabled-by-default-v8.compile']
  await session.send('Tracing.start', { traceConfig: { includedCategories: categories } })
  await act()
  await session.send('Tracing.end')
  await complete
  session.off('Tracing.dataCollected', collect)
  return events
}

/** Of all that runs for the script from its first line on: compiling, evaluating, its timers, its listeners. */
const longestMs = (events: TraceEvent[], script: string): number => {
  const ours = events.filter(({ args }) => args.data?.url === script)
  const { ts: start = Number.NaN } = ours.find(({ name }) => name === 'EvaluateScript') ?? {}
  return Math.max(...ours.filter(({ ts }) => ts >= start).map(({ tdur = 0 }) => tdur)) / 1000
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

test('start: no task longer than a hundred small functions take, and nothing moves', async ({ page, scene }) => {
  test.setTimeout(60_000)
  scene.put('/', {
    head: `<script>
      moved = 0
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => (moved += entry.value))).observe({ type: 'layout-shift', buffered: true })
    </script><script defer src="/yardstick.js"></script>`,
    body: '<p><a href="/x">text</a></p>'.repeat(ELEMENTS / 2),
  })
  scene.shop.pages.set('/yardstick.js', { headers: { 'content-type': 'text/javascript' }, html: YARDSTICK })
  const session = await page.context().newCDPSession(page)
  if (FIGURES) await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const ours: number[] = []
  const yardstick: number[] = []
  for (let load = 1; load <= LOADS; load++) {
    const events = await traced(session, async () => {
      await scene.open('/')
      await expect.poll(() => scene.collector.of('view').length).toBe(load)
    })
    ours.push(longestMs(events, `${scene.collector.origin}/f.js`))
    yardstick.push(longestMs(events, `${scene.shop.origin}/yardstick.js`))
    expect(await page.evaluate(() => Reflect.get(window, 'moved'))).toBe(0)
  }
  expect(Math.min(...ours, ...yardstick)).toBeGreaterThan(0)
  if (FIGURES)
    return writeFileSync(FIGURES, JSON.stringify({ start_ms: median(ours), yardstick_ms: median(yardstick) }))
  const told = [ours, yardstick].map((list) => list.map((ms) => ms.toFixed(2)).join(' ')).join(' beside ')
  expect(median(ours) / median(yardstick), `milliseconds: ${told}`).toBeLessThanOrEqual(MOST_YARDSTICKS)
})
