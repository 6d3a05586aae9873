// Credit notes: on what is still due, and on what was paid, given back in each way that there is; and made void again.
import { z } from 'zod'
import { type CreditOrder, issueCreditNote, voidCreditNote } from '../credit-note.ts'
import { attachPaid } from '../invoice-payment.ts'
import { payIntent } from './s03-intent.ts'
import { invoiceOptions, paidInvoice, payByCard, sendInvoice } from './s06-invoice.ts'
import { type Scene, scenario } from './scenario.ts'
import { invoiceOf } from './subject.ts'

const options = invoiceOptions.extend({
  /** An invoice, or what leads to one; without it one is written. */
  of: z.string().optional(),
  /** Default a third of the invoice. */
  credit: z.int().min(1).optional(),
  void: z.boolean().default(false),
})
type Options = z.output<typeof options>
type Parts = Omit<CreditOrder, 'invoice'>

function invoiceFor(scene: Scene, wanted: Options, state: 'open' | 'paid'): string {
  const { of, credit: _amount, void: _later, ...order } = wanted
  if (of !== undefined) return invoiceOf(scene.view, of)
  return state === 'open' ? sendInvoice(scene, order) : paidInvoice(scene, order)
}

function issue(scene: Scene, invoice: string, wanted: Options, parts: (credit: number) => Parts): void {
  const total = scene.view.find('invoice', invoice)?.total ?? 0
  const credit = wanted.credit ?? Math.max(1, Math.floor(total / 3))
  scene.pause()
  const { id } = scene.act((draft) => issueCreditNote(draft, { invoice, ...parts(credit) }))
  if (!wanted.void) return
  scene.pause()
  scene.act((draft) => voidCreditNote(draft, id))
}

const note = (does: string, parts: (credit: number) => Parts) =>
  scenario(does, options, (scene, wanted) => issue(scene, invoiceFor(scene, wanted, 'paid'), wanted, parts))

/** The rest of the invoice may then be paid. */
const beforePayment = options.extend({ paid: z.boolean().default(false) })

export const credit_note_pre_payment = scenario(
  'Credit note on an open invoice',
  beforePayment,
  (scene, { paid, ...wanted }) => {
    const id = invoiceFor(scene, wanted, 'open')
    issue(scene, id, wanted, (amount) => ({ amount }))
    if (paid) payByCard(scene, id)
  },
)

export const credit_note_refund = note('Credit note with a refund', (amount) => ({ refund_amount: amount }))
export const credit_note_balance = note('Credit note to the balance', (amount) => ({ credit_amount: amount }))
export const credit_note_out_of_band = note('Credit note paid back elsewhere', (amount) => ({
  out_of_band_amount: amount,
}))
export const credit_note_split = note('Credit note in three ways at once', (amount) => {
  const third = Math.floor(amount / 3)
  const parts = { refund_amount: amount - 2 * third, credit_amount: third, out_of_band_amount: third }
  return third === 0 ? { refund_amount: amount } : parts
})

/** Half of the invoice is paid; the note takes the other half and a part of the first. */
export const credit_note_mixed = scenario(
  'Credit note on what is due and on what was paid',
  options,
  (scene, wanted) => {
    const id = invoiceFor(scene, wanted, 'open')
    const due = scene.view.find('invoice', id)?.amount_due ?? 0
    const half = Math.max(1, Math.floor(due / 2))
    scene.pause()
    scene.act((draft) => {
      const customer = draft.get('invoice', id).customer ?? undefined
      const intent = payIntent(draft, { ...wanted, customer, amount: half, metadata: {} }, { invoice: id })
      attachPaid(draft, id, { type: 'payment_intent', payment_intent: intent }, half)
    })
    const remaining = due - half
    issue(scene, id, { ...wanted, void: false }, (credit) => {
      const back = Math.min(half, credit)
      return { amount: remaining + back, credit_amount: back }
    })
  },
)
