// Firefox as Debian ships it, driven over WebDriver BiDi: Playwright drives only a Firefox of its own.
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import puppeteer from 'puppeteer-core'
import type { Engine } from './engine.ts'

const path = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr'

export const firefox: Engine = {
  name: 'Firefox',
  missing: () =>
    existsSync(path) ? null : `There is no ${path}: apt-get install firefox-esr, or set FIREFOX_PATH to another one.`,
  start: async () => {
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath: path, headless: true })
    let page = await browser.newPage()
    let wasRestored = false
    return {
      open: async (url) => {
        if (wasRestored) {
          // The driver has lost count of the navigations of such a tab.
          const old = page
          page = await browser.newPage()
          await old.close()
          wasRestored = false
        }
        await page.goto(url)
      },
      // A page that is restored from memory loads nothing, for which `goBack` would wait.
      back: async () => {
        await page.evaluate('history.back()')
        wasRestored = true
        await wait(500)
      },
      click: (selector) => page.click(selector),
      run: (body) => page.evaluate(`(() => { ${body} })()`),
      close: () => browser.close(),
    }
  },
}
