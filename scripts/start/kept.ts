// What the demo must remember between two starts and cannot ask anybody for: its key and the signing secret of its webhook.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DemoEndpoint, demoKey } from './demo-stripe.ts'

export interface Kept {
  apiKey: string
  endpoint: DemoEndpoint | null
}

const fileIn = (folder: string) => join(folder, 'demo.json')

export function readKept(folder: string): Kept {
  const file = fileIn(folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : { apiKey: demoKey(), endpoint: null }
}

export function writeKept(folder: string, kept: Kept): void {
  mkdirSync(folder, { recursive: true })
  const half = `${fileIn(folder)}.part`
  writeFileSync(half, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
  renameSync(half, fileIn(folder))
}
