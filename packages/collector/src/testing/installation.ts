// A data folder with its commands and its collector, each collector a process of its own.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { type Command, startCommand } from './command.ts'
import { runCommand, type Said } from './run-command.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

export interface Installation {
  folder: string
  /** A command of this process. `input`: what comes on standard input. */
  farthing(args: string[], input?: string): Promise<Said>
  /** As a process of its own. */
  start(...args: string[]): Command
  serve(): Promise<Command & { url: string }>
}

/** On the folder `data` in a folder of its own, until another one is made: the settings are those of the test's process. */
export function installation(): Installation {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-installation-'))
  const environment = {
    PORT: '0',
    FARTHING_DATA: join(folder, 'data'),
    STRIPE_POLL_SECONDS: '0',
    LOG_LEVEL: 'info',
    TRUST_PROXY: '1',
  }
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
  const start = (...args: string[]) => {
    const command = startCommand(args, environment, folder)
    onTestFinished(async () => {
      command.child.kill('SIGKILL')
      await command.ended
    })
    return command
  }
  const farthing = (args: string[], input = '') => runCommand(args, { input })
  return { folder, farthing, start, serve: () => served(start('serve')) }
}

async function served(collector: Command): Promise<Command & { url: string }> {
  const said = await Promise.race([once(collector.child.stdout ?? collector.child, 'data'), collector.ended])
  const url = Array.isArray(said) ? /http:\S+/.exec(String(said[0]))?.[0] : undefined
  if (url === undefined) throw new Error(`the collector did not start: ${JSON.stringify(said)}`)
  return { ...collector, url }
}

export const stopped = async ({ child, ended }: Command, signal: NodeJS.Signals) => {
  child.kill(signal)
  return await ended
}

/** Of a page of the host, under a name that the test gives it. */
export const view = (url: string, site: string, host: string, name: string) =>
  fetch(`${url}/api/event`, {
    method: 'POST',
    headers: { 'user-agent': firefox, 'x-forwarded-for': '203.0.113.9' },
    body: JSON.stringify({ type: 'view', site, viewId: name.padEnd(22, '_'), url: `https://${host}/` }),
  }).then(async (answer) => ({ status: answer.status, text: await answer.text() }))

export async function siteOf({ farthing }: Pick<Installation, 'farthing'>, host: string): Promise<string> {
  const { out, error } = await farthing(['site', 'add', '--host', host, '--json'])
  if (error !== '') throw new Error(error)
  return JSON.parse(out).id
}
