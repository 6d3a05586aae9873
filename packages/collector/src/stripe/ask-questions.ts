// Asks Stripe what no event tells: which invoice or checkout a payment belongs to (STRIPE.md 1.3, 5b), and what was bought (1.5).
import type { Parts } from '../parts.ts'
import { connectionsOf } from './account-store.ts'
import type { StripeApi } from './client.ts'
import { type ApiKey, allApiKeys } from './connection.ts'
import { at, isStripeObject, knownIds, listIn, type StripeObject } from './normalise/read.ts'
import type { Params } from './query-string.ts'
import { dueQuestions, type Half, halves, type Question, saveQuestion } from './question-store.ts'
import { backOff } from './resolve-return.ts'
import { type Resource, readPage, refusalOf } from './resources.ts'
import { storePage } from './store-page.ts'
import { eachPage } from './stripe-pages.ts'

const AT_ONCE = 5
const MOST_TRIES = 5
const MOST_WAIT_MS = 6 * 3_600_000
const MINUTE = 60_000

/** Answers whether anything was asked. The network is used outside of any transaction. */
export async function askQuestions(parts: Parts, api: StripeApi): Promise<boolean> {
  const due = await dueQuestions(parts.storage.read, parts.clock(), AT_ONCE)
  if (due.length === 0) return false
  const apiKeys = await allApiKeys(parts.storage.read, parts)
  for (const question of due) await ask(parts, api, apiKeys, question)
  return true
}

async function ask(parts: Parts, api: StripeApi, apiKeys: ApiKey[], question: Question): Promise<void> {
  const { storage, clock } = parts
  const [half] = await halves(storage.read, [question.payment_id])
  const connections = [question.account, ...(await connectionsOf(storage.read, question.account))]
  const apiKey = apiKeys.find(({ connection }) => connections.includes(connection))
  const answer = half && apiKey ? await answerTo(half, reader(api, apiKey.key)) : []
  if (answer !== 'unavailable' && apiKey) await storePage(parts, apiKey.connection, answer, async () => undefined)
  const tries = question.tries + 1
  const again = answer === 'unavailable' && tries < MOST_TRIES
  const next_at = clock() + backOff(tries, MOST_WAIT_MS) + (again ? MINUTE : 0)
  await storage.write((trx) => saveQuestion(trx, { ...question, tries, state: again ? 'open' : 'answered', next_at }))
}

async function answerTo(half: Half, stripe: Reader): Promise<StripeObject[] | 'unavailable'> {
  const objects = half.isHalf || half.isGuessed ? await otherHalf(stripe, half) : []
  const bills = half.isUnitemised && objects.length === 0 ? await billsOf(stripe, half) : objects
  const whole: StripeObject[] = []
  for (const bill of bills) whole.push(await withAllLines(stripe, bill))
  return stripe.failed() ? 'unavailable' : whole
}

const named = ({ aliases }: Half, prefix: string) => aliases.find((id) => id.startsWith(prefix))

async function billsOf(stripe: Reader, half: Half): Promise<StripeObject[]> {
  const [session, invoice] = [named(half, 'cs_'), named(half, 'in_')]
  if (session) return await stripe.fetch('checkout/sessions', session)
  return invoice ? await stripe.fetch('invoices', invoice) : []
}

/** Everything that Stripe links to the half that is known: its invoice payments, their invoice, its checkout. */
async function otherHalf(stripe: Reader, half: Half): Promise<StripeObject[]> {
  const [intent, session] = [named(half, 'pi_'), named(half, 'cs_')]
  const payments = await stripe.list('invoice_payments', paymentOf(named(half, 'in_'), intent))
  const finished = session ? await stripe.fetch('checkout/sessions', session) : []
  const invoiceId = named(half, 'in_') ?? knownIds(...[...payments, ...finished].map(({ invoice }) => invoice))[0]
  const invoice = invoiceId ? await stripe.fetch('invoices', invoiceId) : []
  const ofIntent = intent ? await stripe.list('checkout/sessions', { payment_intent: intent }) : []
  const subscription = half.subscription ?? knownIds(...invoice.map(subscriptionOf))[0]
  const ofSubscription =
    subscription && !session && ofIntent.length === 0 ? await stripe.list('checkout/sessions', { subscription }) : []
  return [...payments, ...finished, ...invoice, ...ofIntent, ...ofSubscription]
}

/** What Stripe shows of a checkout only when asked, and the lines after the tenth. */
async function withAllLines(stripe: Reader, object: StripeObject): Promise<StripeObject> {
  if (object.object === 'checkout.session') {
    const isWhole = listIn(object.line_items).length > 0 && at(object.line_items, 'has_more') !== true
    if (isWhole) return object
    const lines = await stripe.all(`checkout/sessions/${object.id}/line_items`)
    return lines.length > 0 ? { ...object, line_items: { object: 'list', data: lines, has_more: false } } : object
  }
  if (object.object !== 'invoice' || at(object.lines, 'has_more') !== true) return object
  const lines = await stripe.all(`invoices/${object.id}/lines`)
  return lines.length > 0 ? { ...object, lines: { object: 'list', data: lines, has_more: false } } : object
}

const paymentOf = (invoice: string | undefined, intent: string | undefined): Params | null =>
  invoice ? { invoice } : intent ? { payment: { type: 'payment_intent', payment_intent: intent } } : null

const subscriptionOf = (invoice: StripeObject) =>
  invoice.subscription ?? at(invoice, 'parent', 'subscription_details', 'subscription')

type Reader = ReturnType<typeof reader>

/** What the key may not read is as good as nothing; what did not come is asked for again. */
function reader(api: StripeApi, key: string) {
  let failed = false
  const note = (kind: string) => {
    failed ||= kind === 'unavailable'
    return []
  }
  return {
    failed: () => failed,
    list: async (resource: Resource, params: Params | null): Promise<StripeObject[]> => {
      if (params === null) return []
      const page = await readPage(api, key, resource, params)
      return page.kind === 'page' ? page.objects : note(page.kind)
    },
    fetch: async (resource: Resource, id: string): Promise<StripeObject[]> => {
      const answer = await api.call(key, { path: `/v1/${resource}/${encodeURIComponent(id)}` })
      if (answer.kind === 'found') return isStripeObject(answer.object) ? [answer.object] : []
      return note(refusalOf(answer).kind)
    },
    /** To the end of the list, or nothing of it. */
    all: async (path: string): Promise<unknown[]> => {
      const objects: unknown[] = []
      for await (const page of eachPage({ api, apiKey: key, waitsMs: [] }, `/v1/${path}`, {})) {
        if (page.kind !== 'page') return note(refusalOf(page).kind)
        objects.push(...page.objects)
      }
      return objects
    },
  }
}
