// The browser tests of the script alone: `npx playwright test -c packages/sdk`. One list of stories, tried in two engines, and the third's own.
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

/** What is asked of one engine's own tools: the processor's time, a prerender, the tabs of a bad network. WebKit cannot be driven by Playwright here. */
const OF_CHROMIUM = ['prerender.spec.ts', 'flaky.spec.ts']
const OF_WEBKIT = 'webkit.spec.ts'
/** What is measured is measured alone, after everything else: a browser beside it would take the processor's caches. */
const MEASURED = 'start.spec.ts'

const chromium = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
    // Playwright switches the back/forward cache off; leaving it is one of the things we test.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  },
}

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/build.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  reporter: 'line',
  projects: [
    { name: 'chromium', testIgnore: [OF_WEBKIT, MEASURED], use: chromium },
    {
      name: 'firefox',
      testIgnore: [OF_WEBKIT, MEASURED, ...OF_CHROMIUM],
      use: {
        browserName: 'firefox',
        channel: 'moz-firefox',
        launchOptions: {
          executablePath: fileURLToPath(new URL('e2e/support/engines/firefox.ts', import.meta.url)),
        },
      },
    },
    { name: 'webkit', testMatch: OF_WEBKIT },
    { name: 'measured', testMatch: MEASURED, use: chromium, dependencies: ['chromium', 'firefox', 'webkit'] },
  ],
})
