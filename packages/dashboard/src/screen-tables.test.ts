import { describe, expect, it } from 'vitest'
import { reconcileAnswer } from '../dev/made-up-connection.ts'
import { liveMoment, paymentDetail } from '../dev/made-up-payment.ts'
import {
  liveChannels,
  livePages,
  paymentEntries,
  paymentEvidence,
  paymentList,
  paymentObjects,
  paymentVisits,
  reconciled,
} from './screen-tables.ts'

const range = { from: '2026-11-01', to: '2026-11-20', timeZone: 'Europe/Paris', mode: 'live' } as const
const moment = liveMoment(false)
const linesOf = (csv: string) => csv.trimEnd().split('\r\n')

describe('the table', () => {
  it('of who is there has what is on the screen', () => {
    expect(liveChannels(moment)).toBe('channel,visitors\r\nPaid Search,11\r\nDirect,8\r\nEmail,4\r\n')
    expect(linesOf(livePages(moment))).toEqual([
      'page,visitors',
      ...moment.pages.map((one) => `${one.page},${one.visitors}`),
    ])
  })

  it('of payments has a line for each, and no source where no visit is known', () => {
    const [first] = moment.recent
    if (first === undefined) throw new Error('The made-up moment has payments.')
    const unknown = { ...first, attribution: { kind: 'unattributed', reason: 'no_id_on_payment' } } as const
    const [, line, other] = linesOf(paymentList([first, unknown]))
    expect(line).toMatch(new RegExp(`^${first.id},2026-11-20T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z,live,`))
    expect(line?.split(',')).toContain(String(first.net))
    expect(other).toMatch(/,,,$/)
  })

  it('of a comparison names every id that makes a difference, and each day that agrees once', () => {
    const answer = reconcileAnswer(range, 'differing')
    const lines = linesOf(reconciled(answer)).slice(1)
    const items = answer.rows.flatMap((row) => row.items)
    const even = answer.rows.filter((row) => row.items.length === 0)
    expect(items.length).toBeGreaterThan(0)
    expect(lines).toHaveLength(items.length + even.length)
    for (const { id } of items) expect(lines.filter((line) => line.includes(`,${id},`))).toHaveLength(1)
  })

  it('of a payment’s money holds every entry and its items, to the cent', () => {
    const lines = linesOf(paymentEntries(paymentDetail)).slice(1)
    const sums = (wanted: (cells: string[]) => boolean) =>
      lines
        .map((line) => line.split(','))
        .filter(wanted)
        .reduce((sum, cells) => sum + Number(cells.at(-3)), 0)
    const net = paymentDetail.entries.reduce((sum, { amount }) => sum + amount, 0)
    const items = paymentDetail.entries.flatMap((entry) => entry.lines).reduce((sum, { amount }) => sum + amount, 0)
    expect(sums((cells) => cells[3] === '')).toBe(net)
    expect(sums((cells) => cells[3] !== '')).toBe(items)
  })

  it('of a payment’s evidence, visits and objects has a line for each', () => {
    expect(linesOf(paymentEvidence(paymentDetail))).toHaveLength(paymentDetail.evidence.length + 1)
    expect(linesOf(paymentEvidence(paymentDetail))[1]).toBe(
      'client_reference_id,1,v_8fJq2mVx71LkPz,s_1fJq2mVx71LkPz,yes',
    )
    expect(linesOf(paymentVisits(paymentDetail))).toHaveLength(paymentDetail.touches.length + 1)
    expect(linesOf(paymentObjects(paymentDetail))).toHaveLength(paymentDetail.objects.length + 1)
  })

  it('leaves out amounts that the reader may not see', () => {
    const [first] = moment.recent
    if (first === undefined) throw new Error('The made-up moment has payments.')
    const [, line] = linesOf(paymentList([{ ...first, gross: Number.NaN, refunds: Number.NaN, net: Number.NaN }]))
    expect(line).toContain(`,${first.currency},,,,`)
  })
})
