import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { lockFile, realFile } from './file-lock.ts'

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return realFile(folder)
}

it('is had by one at a time, and by the next once it is free', () => {
  const file = join(freshFolder(), 'farthing.sqlite')
  const first = lockFile(file)
  expect(first).not.toBeNull()
  expect(lockFile(file)).toBeNull()
  expect(lockFile(file)).toBeNull()
  first?.free()
  const second = lockFile(file)
  expect(second).not.toBeNull()
  second?.free()
})

it('leaves one empty file, and does not touch the database', () => {
  const folder = freshFolder()
  const lock = lockFile(join(folder, 'farthing.sqlite'))
  expect(readdirSync(folder)).toEqual(['farthing.sqlite.lock'])
  lock?.free()
  expect(readdirSync(folder)).toEqual(['farthing.sqlite.lock'])
})

it('is the same one by every way to the file', () => {
  const folder = freshFolder()
  mkdirSync(join(folder, 'data'))
  const file = join(folder, 'data', 'farthing.sqlite')
  symlinkSync(join(folder, 'data'), join(folder, 'way'))
  expect(realFile(join(folder, 'way', 'farthing.sqlite'))).toBe(file)
  writeFileSync(file, '')
  symlinkSync(file, join(folder, 'link.sqlite'))
  expect(realFile(join(folder, 'link.sqlite'))).toBe(file)
})

it('makes the folder of a database that is not there yet', () => {
  const file = join(freshFolder(), 'new', 'farthing.sqlite')
  expect(realFile(file)).toBe(file)
  expect(existsSync(join(file, '..'))).toBe(true)
})
