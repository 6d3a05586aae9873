import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { root, run } from './run.ts'

const log = 'run-test'
const file = join(root, 'test-results', 'logs', `${log}.log`)
const node = (script: string) => ['-e', script]

describe('a program that a task runs', () => {
  const said: string[] = []
  beforeEach(() => {
    said.length = 0
    vi.stubEnv('CI', 'true')
    vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text))
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    rmSync(file, { force: true })
  })

  it('is silent in CI when all is well, and its output is kept', async () => {
    expect(await run(process.execPath, node('console.log("fine")'), { log })).toBe(0)
    expect(said).toEqual([])
    expect(readFileSync(file, 'utf8')).toBe('fine\n')
  })

  it('shows the end of its output when it fails', async () => {
    const script = 'console.log("x".repeat(50_000)); console.error("why"); process.exitCode = 3'
    expect(await run(process.execPath, node(script), { log })).toBe(3)
    expect(said.join()).toContain('why')
    expect(said.join().length).toBeLessThan(13_000)
  })

  it('is ended with all that it started when it takes too long, and has failed', async () => {
    const marker = join(root, 'test-results', 'logs', 'run-test-child')
    const child = `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(marker)}, ''), 1500)`
    const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]); setInterval(() => {}, 1000)`
    expect(await run(process.execPath, node(script), { log, minutes: 0.01 })).not.toBe(0)
    expect(said.join()).toContain('took longer than 0.01 minutes')
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(existsSync(marker)).toBe(false)
  })
})
