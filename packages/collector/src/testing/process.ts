// A collector as a process of its own, for tests that kill it or take its disk away.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('./serve.ts', import.meta.url))

export interface Process {
  child: ChildProcess
  url: string
  /** What it wrote to its log. */
  logged: () => string
}

export async function startProcess(folder: string, environment: Record<string, string>): Promise<Process> {
  const env = { ...process.env, FARTHING_DATA: folder, PORT: '0', TRUST_PROXY: '1', ...environment }
  const flags = ['--conditions=source', '--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, command], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const log: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => void log.push(text))
  const logged = () => log.join('')
  for await (const line of createInterface({ input: child.stdout })) return { child, url: line, logged }
  throw new Error(`the collector did not start: ${logged()}`)
}
