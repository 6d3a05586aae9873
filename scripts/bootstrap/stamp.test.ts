// A step may be skipped only when nothing that goes into it has changed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hashOf } from './stamp.mjs'

function folderWith(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-stamp-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  return { folder, write }
}

test.each([
  ['a changed source', 'src/a.ts', 'b', true],
  ['a new source', 'src/deep/new.ts', 'a', true],
  ['a test', 'src/a.test.ts', 'a', false],
  ['what was built', 'dist/a.js', 'a', false],
  ['what was installed', 'node_modules/x/index.js', 'a', false],
])('%s', (_what, name, text, counts) => {
  const { folder, write } = folderWith({ 'src/a.ts': 'a' })
  const before = hashOf([folder], 'node 24')
  expect(hashOf([folder], 'node 24')).toBe(before)
  write(name, text)
  expect(hashOf([folder], 'node 24') !== before).toBe(counts)
})

test('another version of Node counts as a change', () => {
  const { folder } = folderWith({ 'package.json': '{}' })
  expect(hashOf([folder], '24.21.0')).not.toBe(hashOf([folder], '22.22.0'))
})

test('a file that is not there yet counts when it comes', () => {
  const { folder, write } = folderWith({})
  const file = join(folder, 'lock')
  const before = hashOf([file])
  write('lock', '')
  expect(hashOf([file])).not.toBe(before)
})
