// Which Chromium the browser tests drive: the one that CHROMIUM_PATH names, the system's, else the one that Playwright downloads.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Undefined: there is none on the system, and Playwright uses its own. */
export function systemChromium(): string | undefined {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .concat('/usr/bin', '/Applications/Google Chrome.app/Contents/MacOS')
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [
    process.env.CHROMIUM_PATH ?? '',
    ...paths,
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find((path) => path !== '' && existsSync(path))
}

/** The one that all browser tests are to use. */
export const chromiumPath = (): string => systemChromium() ?? chromium.executablePath()

export function hasChromium(): boolean {
  return existsSync(chromiumPath())
}

/** Quiet on the network, so that nothing but the pages under test talks; `--no-sandbox`, because CI often runs as root. */
export const chromiumFlags = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
