// The browser tests of the script alone: `npx playwright test -c packages/sdk`.
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/support/build.ts',
  fullyParallel: true,
  workers: 2,
  reporter: 'line',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
      // Playwright switches the back/forward cache off; leaving it is one of the things we test.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    },
  },
})
