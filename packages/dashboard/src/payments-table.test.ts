// Each payment is a line of as many cells as there are columns, with where it came from or why that is not known.
import { expect, it } from 'vitest'
import { payments } from '../dev/made-up-data.ts'
import { paymentsTable } from './payments-table.ts'

const lines = paymentsTable(payments).trimEnd().split('\r\n')
const cellsIn = (line = '') => line.replaceAll(/"([^"]|"")*"/g, '').split(',').length

it('has as many cells in each line', () => {
  expect(lines).toHaveLength(payments.length + 1)
  for (const line of lines) expect(cellsIn(line)).toBe(cellsIn(lines[0]))
})

it('names the campaign of what is attributed, and the reason where nothing is', () => {
  expect(lines[1]).toContain('Paid Search,google,cpc,autumn-preserves,/pricing,client_reference_id,1')
  expect(lines[5]).toContain(',,,,,no_id_on_payment,')
})
