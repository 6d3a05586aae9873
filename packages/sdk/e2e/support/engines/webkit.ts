// WebKit as Debian ships it, driven over plain WebDriver on a display of its own: Playwright drives only a WebKit of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const needed = ['/usr/bin/WebKitWebDriver', '/usr/bin/xvfb-run', '/usr/bin/xauth']
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** What a test may ask of it. */
export interface Tab {
  open(url: string): Promise<void>
  back(): Promise<void>
  click(selector: string): Promise<void>
  /** The body of a function; what it returns comes back as JSON. */
  run(body: string): Promise<unknown>
  close(): Promise<void>
}

/** What is not there, and how to get it; null: nothing. */
export const missing = (): string | null => {
  const absent = needed.filter((path) => !existsSync(path))
  return absent.length === 0 ? null : `There is no ${absent.join(', ')}: apt-get install webkit2gtk-driver xvfb xauth.`
}

export const startWebkit = async (): Promise<Tab> => {
  const port = await freePort()
  const driver = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], { detached: true, stdio: 'ignore' })
  const call = asking(`http://127.0.0.1:${port}`)
  const { sessionId } = await answered(() => call('POST', '/session', { capabilities: { alwaysMatch: {} } }))
  const at = `/session/${sessionId}`
  return {
    open: async (url) => void (await call('POST', `${at}/url`, { url })),
    back: async () => void (await call('POST', `${at}/back`, {})),
    click: async (selector) => {
      const found = await call('POST', `${at}/element`, { using: 'css selector', value: selector })
      await call('POST', `${at}/element/${found[ELEMENT]}/click`, {})
    },
    run: (body) => call('POST', `${at}/execute/sync`, { script: body, args: [] }),
    close: async () => {
      await call('DELETE', at)
      const gone = once(driver, 'exit')
      // Its own group: the display and the browser go with the driver.
      if (driver.pid) process.kill(-driver.pid)
      await gone
    },
  }
}

const asking = (origin: string) => async (method: string, path: string, body?: object) => {
  const init = body ? { method, body: JSON.stringify(body) } : { method }
  const response = await fetch(origin + path, init)
  const { value } = Object(await response.json())
  if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${value?.message}`)
  return value
}

/** The driver takes a moment to listen. */
const answered = async <Answer>(ask: () => Promise<Answer>, tries = 100): Promise<Answer> => {
  try {
    return await ask()
  } catch (error) {
    if (tries === 0) throw error
    await wait(100)
    return answered(ask, tries - 1)
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return address && typeof address === 'object' ? address.port : 0
}
