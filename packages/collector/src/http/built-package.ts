// Where the built browser script and dashboard are; null when they are not built.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

export const scriptNames = ['f.js', 'f.clicks.js'] as const
export type ScriptName = (typeof scriptNames)[number]

export function builtScript(name: ScriptName): string | null {
  try {
    return existing(require.resolve(`@farthing/sdk/${name}`))
  } catch (error) {
    if (isNotThere(error)) return null
    throw error
  }
}

export const builtDashboard = (): string | null =>
  existing(join(dirname(require.resolve('@farthing/dashboard/package.json')), 'dist', 'index.html'))

const existing = (file: string) => (existsSync(file) ? file : null)

const isNotThere = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND'
