import { siteChangeSchema } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromRows, idsCarried, type NameRow, toRows } from './metadata-names.ts'

const rows = (...names: string[]): NameRow[] => names.map((name, number) => ({ number, name, id: 'viewId' }))

describe('names of metadata keys', () => {
  it('are trimmed, and rows without one are not meant', () => {
    expect(fromRows(rows(' order_ref ', '', '  '))).toEqual({ kind: 'keys', keys: { order_ref: 'viewId' } })
  })

  it.each([
    [['a', 'a '], '“a” is there twice.'],
    [['order[ref]'], 'Stripe takes no brackets in a name: “order[ref]”.'],
    [['x'.repeat(41)], `Stripe takes up to 40 characters: “${'x'.repeat(41)}” is longer.`],
  ])('%j are refused with a sentence', (names, sentence) => {
    expect(fromRows(rows(...names))).toEqual({ kind: 'wrong', sentence })
  })

  it('that the form takes are those that the collector takes, and come back as they were', () => {
    const row = fc.record({ name: fc.string({ maxLength: 45 }), id: fc.constantFrom(...idsCarried) })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (typed) => {
        const read = fromRows(typed.map((one, number) => ({ ...one, number })))
        if (read.kind === 'wrong') return
        expect(siteChangeSchema.safeParse({ metadataKeys: read.keys }).success).toBe(true)
        expect(fromRows(toRows(read.keys))).toEqual(read)
      }),
    )
  })
})
