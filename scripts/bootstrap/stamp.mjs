// Whether a step can be skipped: it can when the hash of all that goes into it is the one it last succeeded with.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root, stamps } from './paths.mjs'

const skipped = new Set(['node_modules', 'dist', 'data', 'test-results', 'playwright-report', 'coverage'])

/** One hash over the names and contents of files and folders, and over further words. */
export function hashOf(paths, ...words) {
  const hash = createHash('sha256')
  for (const word of words) hash.update(`${word}\0`)
  for (const file of paths.flatMap((path) => (isFile(path) ? [path] : filesOf(path)))) {
    hash.update(`${relative(root, file).split(sep).join('/')}\0`)
    hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function filesOf(path) {
  if (!existsSync(path)) return []
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const inside = join(path, entry.name)
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesOf(inside)
    return entry.isFile() && !/\.(test|spec)\.tsx?$/.test(entry.name) ? [inside] : []
  })
}

export function isDone(step, hash) {
  const file = join(stamps, step)
  return existsSync(file) && readFileSync(file, 'utf8') === hash
}

export function markDone(step, hash) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, step), hash)
}
