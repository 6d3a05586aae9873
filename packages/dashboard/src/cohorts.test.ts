// No customer and no cent is lost on the way into the table.
import type { CohortsReport } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelsOf, cohortLines } from './cohorts.ts'

const eur = (net: number) => [{ currency: 'eur', gross: net, refunds: 0, net, payments: 1 }]
const row = (month: string | null, channel: string | null, nets: number[]): CohortsReport['rows'][number] => ({
  month,
  channel,
  customers: 2,
  months: nets.flatMap((net, after) => (net === 0 ? [] : [{ after, customers: 1, revenue: eur(net) }])),
})

const rows = [
  row(null, null, [500]),
  row('2026-01', 'Email', [100, 0, 300]),
  row('2026-01', 'Direct', [10]),
  row('2026-02', 'Email', [7]),
]

describe('the table of cohorts', () => {
  it('has a line for each month, newest first, the unknown last', () => {
    expect(cohortLines(rows, undefined, 'eur')).toEqual([
      { month: '2026-02', customers: 2, cells: [{ customers: 1, net: 7 }] },
      {
        month: '2026-01',
        customers: 4,
        cells: [
          { customers: 2, net: 110 },
          { customers: 0, net: 0 },
          { customers: 1, net: 300 },
        ],
      },
      { month: null, customers: 2, cells: [{ customers: 1, net: 500 }] },
    ])
  })

  it.each([
    ['Email', ['2026-02', '2026-01']],
    [null, [null]],
    ['Paid Search', []],
  ])('of %s alone', (channel, months) => {
    expect(cohortLines(rows, channel, 'eur').map((line) => line.month)).toEqual(months)
  })

  it('knows the channels to choose from', () => {
    expect(channelsOf(rows)).toEqual([null, 'Email', 'Direct'])
  })

  it('adds up to what there is', () => {
    const any = fc.record({
      month: fc.constantFrom('2026-01', '2026-02', null),
      channel: fc.constantFrom('Email', null),
      nets: fc.array(fc.nat(10_000), { minLength: 1, maxLength: 6 }),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (many) => {
        const all = many.map((one) => row(one.month, one.channel, one.nets))
        const net = cohortLines(all, undefined, 'eur').flatMap((line) => line.cells.map((cell) => cell.net))
        const wanted = many.flatMap((one) => one.nets).reduce((sum, one) => sum + one, 0)
        expect(net.reduce((sum, one) => sum + one, 0)).toBe(wanted)
      }),
    )
  })
})
