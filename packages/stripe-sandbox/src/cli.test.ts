// The command: prints where it is, keeps its data, and stops on a signal.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const command = `import { main } from ${JSON.stringify(join(import.meta.dirname, 'cli.ts'))}; await main(['node', 'sandbox', ...JSON.parse(process.env.FLAGS)])`

const run = (flags: string[]) =>
  spawn(process.execPath, ['--input-type=module', '-e', command], {
    env: { ...process.env, FLAGS: JSON.stringify(flags) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

describe('farthing-stripe-sandbox', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'serves until %s and leaves its file',
    async (signal) => {
      const folder = mkdtempSync(join(tmpdir(), 'sandbox-cli-'))
      const data = join(folder, 'sandbox.json')
      const child = run(['--port', '0', '--data', data])
      const line = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))))
      const url = /^Stripe sandbox: (http:\/\/localhost:\d+)\n$/.exec(line)?.[1]
      expect((await fetch(`${url}/v1/products`, { headers: { Authorization: 'Bearer sk_test_a' } })).status).toBe(200)
      child.kill(signal)
      expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0)
      expect(existsSync(data)).toBe(true)
      rmSync(folder, { recursive: true })
    },
    20_000,
  )

  it('refuses a port that is none', async () => {
    const child = run(['--port', 'many'])
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1)
    expect(said).toContain('must be 0 to 65535')
  }, 20_000)
})
