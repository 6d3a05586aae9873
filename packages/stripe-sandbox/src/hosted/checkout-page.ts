// What a buyer sees: the purchase on one side, how to pay on the other. Pure.
import { idOf, type Line, type Session, type Tables } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { type Html, html } from './html.ts'
import { formatMoney } from './money.ts'
import { page } from './page.ts'

export interface Shown {
  /** Why the last try failed. */
  problem?: string | undefined
  codeProblem?: string | undefined
  email?: string | undefined
}

const demoEmail = 'buyer@example.com'

export function checkoutPage(view: View, session: Session, shown: Shown): string {
  const { lines } = session.own
  const first = lines[0]?.description ?? 'Save your details'
  const title = lines.length > 1 ? `${first} and ${lines.length - 1} more` : first
  return page(
    title,
    html`<main class="two">${summary(view, session, title, shown)}${form(view, session, shown)}</main>`,
  )
}

function summary(view: View, session: Session, title: string, shown: Shown): Html {
  const due = session.mode === 'subscription' ? 'Due today' : 'Total'
  const currency = session.currency ?? 'usd'
  const { amount_discount: off = 0, amount_tax: tax = 0 } = session.total_details ?? {}
  const shipping = session.shipping_cost?.amount_total ?? 0
  return html`<section class="panel" aria-label="Your purchase"><h1>${title}</h1>
<div class="total">${formatMoney(session.amount_total ?? 0, currency)}</div>${cycle(view, session)}
<ul class="lines">${session.own.lines.map((line) => lineRow(view, line))}
${off > 0 && html`<li class="discount"><span>Discount</span><span>−${formatMoney(off, currency)}</span></li>`}
${shipping > 0 && html`<li><span>Delivery</span><span>${formatMoney(shipping, currency)}</span></li>`}
${tax > 0 && html`<li><span>Tax</span><span>${formatMoney(tax, currency)}</span></li>`}
<li class="sum"><span>${due}</span><span>${formatMoney(session.amount_total ?? 0, currency)}</span></li></ul>${codeForm(session, shown.codeProblem)}</section>`
}

function cycle(view: View, session: Session): Html | null {
  const price = session.own.lines.map((line) => view.find('price', line.price)).find((one) => one?.recurring)
  if (price === undefined) return null
  const { trial_days } = session.own.handover.subscription
  const each = `${formatMoney(price.unit_amount ?? 0, price.currency)} ${every(price)}`
  return html`<div class="every">${trial_days > 0 ? `${trial_days} days free, then ${each}` : each}</div>`
}

function every(price: Tables['price']): string {
  const { interval, interval_count } = price.recurring ?? { interval: 'month', interval_count: 1 }
  return interval_count === 1 ? `every ${interval}` : `every ${interval_count} ${interval}s`
}

function lineRow(view: View, line: Line): Html {
  const product = view.find('product', idOf(view.find('price', line.price)?.product))
  return html`<li><span><b>${line.description}</b>${product?.description && html`<small>${product.description}</small>`}
${line.quantity > 1 && html`<small>Quantity ${line.quantity}</small>`}</span>
<span>${formatMoney(line.amount_subtotal, line.currency)}</span></li>`
}

function form(view: View, session: Session, shown: Shown): Html {
  const customer = view.find('customer', session.customer)
  const email = shown.email ?? customer?.email ?? session.customer_email ?? demoEmail
  return html`<section class="panel" aria-label="Payment"><h2>Payment</h2>
${shown.problem !== undefined && html`<p class="bad" role="alert">${shown.problem}</p>`}
<form method="post" action="/checkout/${session.id}"><label class="field" for="email">Email</label>
<input id="email" name="email" type="email" required autocomplete="email" value="${email}" ${customer?.email ? html`readonly` : null}>
<fieldset><legend>How should it go?</legend>
${choice('card', 'Card', 'Paid at once', true)}
${choice('declined_card', 'Declined card', 'The bank says no, then you can try again', false)}
${choice('bank_debit', 'Bank debit (settles later)', 'The order goes through, the money follows', false)}
</fieldset><button class="pay">${buttonText(session)}</button></form>
${session.cancel_url && html`<p class="small"><a href="${session.cancel_url}">Back without paying</a></p>`}</section>`
}

const choice = (value: string, name: string, text: string, checked: boolean): Html =>
  html`<label class="choice"><input type="radio" name="method" value="${value}" ${checked ? html`checked` : null}><span>${name}<small>${text}</small></span></label>`

/** One click on a button called Pay is what demos and tests look for. */
const buttonText = (session: Session) => (session.mode === 'setup' ? 'Save' : 'Pay')

/** A form of its own, so that Enter in it applies the code and does not pay. */
const codeForm = (session: Session, problem: string | undefined): Html | null =>
  session.allow_promotion_codes && session.discounts?.length === 0
    ? html`<form method="post" action="/checkout/${session.id}/code">
${problem !== undefined && html`<p class="bad" role="alert">${problem}</p>`}<div class="code">
<input type="text" name="code" required aria-label="Promotion code" placeholder="Promotion code" autocomplete="off">
<button class="quiet">Apply</button></div></form>`
    : null
