// What the tests need from the system: a Chromium and a PostgreSQL server. Installs what is missing, or says how to.
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { aptInstall } from './apt.ts'
import { hasChromium } from './chromium.ts'
import { root, run } from './run.ts'

export class MissingNeed extends Error {
  override readonly name = 'MissingNeed'
}

export async function ensureChromium(): Promise<void> {
  if (hasChromium()) return
  if ((await aptInstall('chromium')) && hasChromium()) return
  console.log('Fetching the Chromium that Playwright brings')
  const playwright = join(root, 'node_modules/@playwright/test/cli.js')
  if ((await run(process.execPath, [playwright, 'install', 'chromium'])) === 0 && hasChromium()) return
  throw new MissingNeed(
    'The browser tests need Chromium and it could not be installed. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to the path ' +
      'of one, then run the command again.',
  )
}

export async function ensurePostgres(): Promise<void> {
  if (hasPostgres()) return
  if ((await aptInstall('postgresql')) && hasPostgres()) return
  throw new MissingNeed(
    'The storage tests need a PostgreSQL server and it could not be installed. Install one (Debian: apt-get install postgresql), or set ' +
      'FARTHING_TEST_POSTGRES to the URL of one, then run the command again.',
  )
}

/**
 * Firefox and WebKit as Debian ships them. Where they cannot be had their tests are skipped and say so: no other system has
 * a WebKit that can be driven, and the behaviours are tried in Chromium everywhere.
 */
export async function ensureOtherEngines(): Promise<void> {
  const needed = {
    '/usr/bin/firefox-esr': 'firefox-esr',
    '/usr/bin/WebKitWebDriver': 'webkit2gtk-driver',
    '/usr/bin/xvfb-run': 'xvfb',
    '/usr/bin/xauth': 'xauth',
  }
  for (const [path, name] of Object.entries(needed)) {
    if (existsSync(path) || (await aptInstall(name))) continue
    console.log(`${name} is not there and cannot be installed: the tests that need it are skipped.`)
  }
}

function hasPostgres(): boolean {
  if (process.env.FARTHING_TEST_POSTGRES) return true
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : []
  return [...versions, ...(process.env.PATH ?? '').split(delimiter)].some((folder) =>
    existsSync(join(folder, 'initdb')),
  )
}
