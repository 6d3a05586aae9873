// The sandbox's API as the made-up shop uses it: each good one product with its prices, each sold by a link, a checkout or in the page.
import type { Sandbox } from '@farthing/stripe-sandbox'
import type { Carried, Sale } from './sale.ts'
import type { Good, Plan } from './teahouse.ts'
import { HOST } from './teahouse.ts'

type Bought = Exclude<Sale, { kind: 'subscription' }>
type Begun = Extract<Sale, { kind: 'subscription' }>

/** Each answers an id that leads to the payment. */
export interface Shelf {
  followLink(sale: Bought): Promise<string>
  openCheckout(sale: Bought): Promise<string>
  payInPage(sale: Bought): Promise<string>
  openSubscription(sale: Begun): Promise<string>
  subscriptionOf(session: string): Promise<string>
}

type Form = Record<string, string>
type Answer = Readonly<Record<string, unknown>>

const BACK = `https://${HOST}/thanks?stripe_session_id={CHECKOUT_SESSION_ID}`

export function openShelf({ url }: Sandbox): Shelf {
  const ask = (path: string, form?: Form) => call(`${url}/v1/${path}`, form)
  const once = remembering()
  const product = (name: string) => once(name, () => ask('products', { name }).then(idIn))
  const price = ({ name, prices }: Good, currency: Sale['currency']) =>
    once(`${name} ${currency}`, async () =>
      idIn(await ask('prices', { product: await product(name), currency, unit_amount: String(prices[currency]) })),
    )
  const planPrice = ({ name, price: unit, every }: Plan, currency: string) =>
    once(`${name} ${currency}`, async () => {
      const recurring = { 'recurring[interval]': every, unit_amount: String(unit) }
      return idIn(await ask('prices', { product: await product(name), currency, ...recurring }))
    })
  const link = (good: Good, currency: Sale['currency']) =>
    once(`link ${good.name} ${currency}`, async () => {
      const back = { 'after_completion[type]': 'redirect', 'after_completion[redirect][url]': BACK }
      const made = await ask('payment_links', { ...lineOf(await price(good, currency)), ...itemised, ...back })
      return textIn(made, 'url')
    })
  return {
    followLink: async ({ good, currency, carried }) => {
      const address = new URL(await link(good, currency))
      if (carried.kind === 'reference') address.searchParams.set('client_reference_id', carried.viewId)
      return await sessionBehind(address)
    },
    openCheckout: async ({ good, currency, carried }) => {
      const order = { mode: 'payment', success_url: BACK, ...itemised, ...carriedIn(carried) }
      return idIn(await ask('checkout/sessions', { ...order, ...lineOf(await price(good, currency)) }))
    },
    payInPage: async ({ good, currency, carried, email }) => {
      const paid = { confirm: 'true', payment_method: 'pm_card_visa', receipt_email: email, description: good.name }
      const amount = String(good.prices[currency])
      return idIn(await ask('payment_intents', { amount, currency, ...paid, ...carriedIn(carried) }))
    },
    openSubscription: async ({ plan, currency, carried }) => {
      const order = { mode: 'subscription', success_url: BACK, ...carriedIn(carried) }
      return idIn(await ask('checkout/sessions', { ...order, ...lineOf(await planPrice(plan, currency)) }))
    },
    subscriptionOf: async (session) => textIn(await ask(`checkout/sessions/${session}`), 'subscription'),
  }
}

/** With an invoice Stripe's events say what was bought, so that nobody needs a key to ask. */
const itemised: Form = { 'invoice_creation[enabled]': 'true' }
const lineOf = (price: string): Form => ({ 'line_items[0][price]': price, 'line_items[0][quantity]': '1' })

function carriedIn(carried: Carried): Form {
  if (carried.kind === 'metadata') return { 'metadata[viewId]': carried.viewId }
  if (carried.kind === 'stranger') return { client_reference_id: carried.text }
  return carried.kind === 'reference' ? { client_reference_id: carried.viewId } : {}
}

/** A Payment Link leads to a session of its own for everybody who follows it. */
async function sessionBehind(address: URL): Promise<string> {
  const answer = await fetch(address, { redirect: 'manual' })
  const session = /\/checkout\/(cs_\w+)/.exec(answer.headers.get('location') ?? '')?.[1]
  if (session === undefined) throw new Error(`The sandbox led from a Payment Link to nowhere (${answer.status}).`)
  return session
}

async function call(url: string, form?: Form): Promise<Answer> {
  const answer = await fetch(url, {
    headers: { authorization: 'Bearer sk_test_teahouse' },
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  })
  const said: unknown = await answer.json()
  if (!answer.ok || typeof said !== 'object' || said === null)
    throw new Error(`The sandbox refused ${url}: ${JSON.stringify(said)}`)
  return { ...said }
}

function textIn(answer: Answer, name: string): string {
  const text = answer[name]
  if (typeof text !== 'string') throw new Error(`The sandbox answered without ${name}: ${JSON.stringify(answer)}`)
  return text
}
const idIn = (answer: Answer): string => textIn(answer, 'id')

function remembering(): (name: string, make: () => Promise<string>) => Promise<string> {
  const known = new Map<string, Promise<string>>()
  return (name, make) => {
    const made = known.get(name) ?? make()
    known.set(name, made)
    return made
  }
}
