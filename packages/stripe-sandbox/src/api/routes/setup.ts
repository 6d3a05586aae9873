// What else the API only needs to show or to make in one step: tax and shipping rates, set-ups, balances, Connect's objects.
import { z } from 'zod'
import { fundTransfer } from '../../flows/bank-transfer.ts'
import { newShippingRate } from '../../objects/shipping.ts'
import { newTaxRate } from '../../objects/tax.ts'
import { fundCash, shippingRateCreate, taxRateCreate } from '../../params/billing.ts'
import { flag } from '../../params/form.ts'
import { invalid } from '../../stripe-error.ts'
import { idOf } from '../../world/model.ts'
import { type Endpoint, idIn, list, optionalText, read, retrieve, same, write } from '../endpoint.ts'
import { pageParams } from '../pagination.ts'

const rates: Endpoint[] = [
  list(
    'tax_rate',
    'tax_rates',
    { active: flag.optional(), inclusive: flag.optional() },
    (rate, wanted) => same(wanted.active, rate.active) && same(wanted.inclusive, rate.inclusive),
  ),
  retrieve('tax_rate', 'tax_rates'),
  write('tax_rates', 'tax_rate', (call) => {
    const params = call.parse(taxRateCreate)
    return call.show(call.run((draft) => draft.put('tax_rate', newTaxRate(draft, params))))
  }),
  list('shipping_rate', 'shipping_rates', { active: flag.optional() }, (rate, wanted) =>
    same(wanted.active, rate.active),
  ),
  retrieve('shipping_rate', 'shipping_rates'),
  write('shipping_rates', 'shipping_rate', (call) => {
    const { display_name, fixed_amount } = call.parse(shippingRateCreate)
    return call.show(
      call.run((draft) => draft.put('shipping_rate', newShippingRate(draft, { display_name, ...fixed_amount }))),
    )
  }),
]

const balances: Endpoint[] = [
  read('customers/:id/balance_transactions', 'customer_balance_transaction', (call) => {
    const { id } = call.get('customer', idIn(call), 'customer')
    const entries = call.view.all('customer_balance_transaction').filter((entry) => idOf(entry.customer) === id)
    return call.page(entries.reverse(), call.parse(z.strictObject(pageParams)))
  }),
  /** Money for the oldest payment that waits for a transfer of this customer. */
  write('test_helpers/customers/:id/fund_cash_balance', 'customer', (call) => {
    const { amount, currency } = call.parse(fundCash)
    const { id } = call.get('customer', idIn(call), 'customer')
    const waiting = call.view
      .all('payment_intent')
      .find((one) => one.customer === id && one.currency === currency && one.status === 'requires_action')
    if (waiting === undefined) throw invalid('No payment of this customer waits for a bank transfer.')
    call.run((draft) => fundTransfer(draft, waiting.id, amount))
    return { object: 'customer_cash_balance_transaction', customer: id, currency, net_amount: amount, type: 'funded' }
  }),
]

const shownOnly: Endpoint[] = [
  list('setup_intent', 'setup_intents', { customer: optionalText }, (setup, wanted) =>
    same(wanted.customer, idOf(setup.customer)),
  ),
  retrieve('setup_intent', 'setup_intents'),
  list(
    'transfer',
    'transfers',
    { destination: optionalText, transfer_group: optionalText },
    (transfer, wanted) =>
      same(wanted.destination, idOf(transfer.destination)) && same(wanted.transfer_group, transfer.transfer_group),
  ),
  retrieve('transfer', 'transfers'),
  list('application_fee', 'application_fees', { charge: optionalText }, (fee, wanted) =>
    same(wanted.charge, idOf(fee.charge)),
  ),
  retrieve('application_fee', 'application_fees'),
]

export const setupRoutes = [...rates, ...balances, ...shownOnly]
