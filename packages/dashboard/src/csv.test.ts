// What is written for spreadsheets.
import { expect, it } from 'vitest'
import { toCsv } from './csv.ts'

it.each([
  ['Marmalade', 'Marmalade'],
  ['Tea, black', '"Tea, black"'],
  ['The "best" cup', '"The ""best"" cup"'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['-4 off', "'-4 off"],
  ['@everyone', "'@everyone"],
  [-4_900, '-4900'],
  [null, ''],
  [Number.NaN, ''],
])('writes %j as %s', (value, text) => {
  expect(toCsv(['name'], [[value]])).toBe(`name\r\n${text}\r\n`)
})

it('writes a line for the columns and one for each row', () => {
  expect(
    toCsv(
      ['id', 'net'],
      [
        ['pi_1', 100],
        ['pi_2', 200],
      ],
    ),
  ).toBe('id,net\r\npi_1,100\r\npi_2,200\r\n')
})
