// The checklist names no test that does not exist, and leaves no row open.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const rows = read('../../docs/sdk-checklist.md')
  .split('\n')
  .flatMap((line) => {
    const [, row = '', text = ''] = /^\| +(\d+) \| (.*) \|$/.exec(line) ?? []
    return row === '' ? [] : [{ row: Number(row), text }]
  })
const named = [...read('../../docs/sdk-checklist.md').matchAll(/`([a-z-]+\.spec\.ts): ([^\n]*?)`(?=<br>| +\||,|\.)/g)]

describe('the checklist', () => {
  test('has every row, each with a test or a reason', () => {
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 69 }, (_, index) => index + 1))
    expect(rows.filter(({ text }) => /\| *$/.test(text))).toEqual([])
  })

  test.each(named.map(([, file = '', title = '']) => ({ file, title })))('$file: $title', ({ file, title }) => {
    expect(read(`e2e/${file}`)).toContain(title)
  })
})
