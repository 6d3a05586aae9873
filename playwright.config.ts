import { defineConfig, devices } from '@playwright/test'
import { chromiumFlags, systemChromium } from './scripts/test/chromium.ts'

const executablePath = systemChromium()
/** The visitors of the stories are people: the collector does not count browsers that say they are automated. */
const asPeople = ['--disable-blink-features=AutomationControlled']

/**
 * What a page sends while it is being left carries the browser's own name and not the one that Playwright gives to the page: the
 * two must be the same, or one visitor is two.
 */
const { userAgent } = devices['Desktop Chrome']
const ofOneName = [`--user-agent=${userAgent}`]

/** The stories of the whole, in a real Chromium. Each worker starts real parts of its own on free ports. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI === 'true',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    browserName: 'chromium',
    trace: 'retain-on-failure',
    launchOptions: {
      args: [...chromiumFlags, ...asPeople, ...ofOneName],
      ...(executablePath ? { executablePath } : {}),
    },
  },
})
