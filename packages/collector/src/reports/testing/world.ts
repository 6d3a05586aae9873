// A small world of visits and payments that tests make up, put into the tables, and count by hand.
import { type AttributionModel, attributionModelSchema, type Mode, type PaymentStatus } from '@farthing/contract'
import fc from 'fast-check'
import type { Insertable } from 'kysely'
import { shareOut } from '../../attribution/credit.ts'
import { byThing } from '../../attribution/credit-lines.ts'
import type { Fee } from '../../ledger/fact.ts'
import { allocate } from '../../ledger/money.ts'
import type { SiteRecord } from '../../sites/site.ts'
import { dayOf } from '../../sites/site.ts'
import { insertSite } from '../../sites/store.ts'
import type { Storage } from '../../storage/open.ts'
import type { Db, Tables } from '../../storage/schema.ts'
import { keepViews, keepVisits, type ViewToKeep, type VisitToKeep, visitNo } from '../../storage/testing/visits.ts'
import type { Days } from '../range.ts'
import type { Scope } from '../scope.ts'

export const site: SiteRecord = {
  id: 'site_abcdefgh',
  name: 'Shop',
  hosts: ['shop.example'],
  timeZone: 'Europe/Paris',
  currency: 'eur',
  createdAt: 0,
}

/** A whole question about some days of the shop. */
export const madeScope = (said: Partial<Scope> & Days): Scope => ({
  siteId: site.id,
  timeZone: site.timeZone,
  currency: site.currency,
  mode: 'live',
  filters: [],
  goal: { kind: 'payment' },
  model: 'last_non_direct',
  refunds: 'own',
  ...said,
})

/** Around the end of March 2026, when the clocks go forward. */
const anInstant = fc.integer({
  min: Date.parse('2026-03-27T00:00:00Z'),
  max: Date.parse('2026-04-01T00:00:00Z'),
})
const direct = {
  channel: 'Direct',
  source: null,
  medium: null,
  campaign: null,
  term: null,
  content: null,
  click_kind: null,
  referrer: null,
}
export type MadeOrigin = { [Name in keyof typeof direct]: string | null } & { channel: string }
const google = { source: 'Google', referrer: 'https://www.google.com/' }
const anOrigin = fc.constantFrom<MadeOrigin>(
  direct,
  { ...direct, channel: 'Email', source: 'news', medium: 'email', campaign: 'spring', content: 'top_10%' },
  { ...direct, ...google, channel: 'Paid Search', medium: 'cpc', campaign: 'spring', term: 'mug', click_kind: 'gclid' },
  { ...direct, ...google, channel: 'Organic Search' },
  { ...direct, channel: 'Unassigned', campaign: 'autumn' },
)

const aBrowser = fc.record({
  country: fc.constantFrom<string | null>('FR', 'DE', null),
  region: fc.constantFrom<string | null>('FR-75', null),
  city: fc.constantFrom<string | null>('Paris', null),
  browser: fc.constantFrom<string | null>('Firefox', 'Safari'),
  os: fc.constantFrom<string | null>('macOS', 'Windows', null),
  device: fc.constantFrom<string | null>('Desktop', 'Mobile'),
  language: fc.constantFrom<string | null>('fr', null),
})

/** What the script reports where a page asks for its side of a split test. */
export const EXPOSURE = '$exposure'

const anEvent = fc.record({
  name: fc.constantFrom('Signup', 'Add to cart', EXPOSURE),
  /** Index of a view. */
  view: fc.nat({ max: 4 }),
  props: fc.constantFrom<Record<string, string | number | boolean>>(
    {},
    {},
    { plan: 'pro' },
    { plan: 'a b', yearly: true },
    { plan: 12 },
    { price: 'high' },
  ),
  revenue: fc.option(
    fc.record({ amount: fc.integer({ min: -500, max: 500 }), currency: fc.constantFrom('eur', 'usd') }),
  ),
})

const aVisit = fc.record({
  siteId: fc.constantFrom(site.id, site.id, site.id, 'site_another1'),
  visitor: fc.integer({ min: 1, max: 4 }),
  at: anInstant,
  host: fc.constantFrom('shop.example', 'www.shop.example'),
  /** One view each, a second apart. */
  pages: fc.array(fc.constantFrom<string>('/', '/a', '/b', '/A/thanks'), { minLength: 1, maxLength: 5 }),
  from: anOrigin,
  clickId: fc.constant<string | null>(null),
  by: aBrowser,
  sides: fc.constantFrom<Record<string, string>>({}, { price: 'high' }, { price: 'low', hero: 'b' }, { hero: 'a' }),
  events: fc.array(anEvent, { maxLength: 2 }),
})
export type MadeVisit = typeof aVisit extends fc.Arbitrary<infer Visit> ? Visit : never

const aPayment = fc.record({
  siteId: fc.constantFrom<string | null>(site.id, site.id, site.id, 'site_another1', null),
  mode: fc.constantFrom<Mode>('live', 'live', 'test'),
  status: fc.constantFrom<PaymentStatus>('paid', 'paid', 'partially_refunded', 'refunded', 'pending', 'failed'),
  currency: fc.constantFrom<string>('eur', 'usd', 'jpy'),
  customer: fc.constantFrom(null, 'cus_1', 'cus_2'),
  purpose: fc.constantFrom('one_off' as const, 'renewal' as const, null),
  at: anInstant,
  amount: fc.integer({ min: 1, max: 100_000 }),
  fromBalance: fc.constantFrom<number>(0, 0, 500),
  /** What was bought, by how much each weighs. */
  goods: fc.uniqueArray(
    fc.record({
      product: fc.constantFrom<string | null>('prod_mug', 'prod_cup', null),
      price: fc.constantFrom<string | null>('price_1', 'price_2'),
      weight: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 1, maxLength: 3, selector: ({ product, price }) => `${product} ${price}` },
  ),
  isPlan: fc.boolean(),
  /** In the currency in which Stripe pays out. */
  fee: fc.constantFrom<Fee | null>(
    null,
    { amount: 0, currency: 'eur' },
    { amount: 31, currency: 'eur' },
    { amount: 277, currency: 'usd' },
    { amount: 5, currency: 'jpy' },
  ),
  takenBack: fc.array(
    fc.record({
      kind: fc.constantFrom('refund' as const, 'credit_note' as const, 'dispute' as const, 'reversal' as const),
      amount: fc.integer({ min: 1, max: 5_000 }),
      later: fc.integer({ min: 0, max: 3 * 86_400_000 }),
    }),
    { maxLength: 3 },
  ),
  /** Indexes of the visits that led to it, newest first; none: nobody knows. */
  visits: fc.uniqueArray(fc.nat({ max: 15 }), { maxLength: 3 }),
})
export type MadePayment = typeof aPayment extends fc.Arbitrary<infer Payment> ? Payment : never

/** A visit that a test is about, with what it says of it. */
export const madeVisit = (said: Partial<MadeVisit>): MadeVisit => ({
  siteId: site.id,
  visitor: 1,
  at: Date.parse('2026-03-28T12:00:00Z'),
  host: 'shop.example',
  pages: ['/'],
  from: direct,
  clickId: null,
  by: { country: null, region: null, city: null, browser: null, os: null, device: null, language: null },
  sides: {},
  events: [],
  ...said,
})

/** What a test's payment is when it does not matter. */
export const oneMug = {
  goods: [{ product: 'prod_mug', price: 'price_1', weight: 1 }],
  isPlan: false,
  fee: null,
}

/** The origin of a test's visit. */
export const madeOrigin = (said: Partial<MadeOrigin>): MadeOrigin => ({ ...direct, ...said })

export interface World {
  visits: MadeVisit[]
  payments: MadePayment[]
}

export const aWorld: fc.Arbitrary<World> = fc.record({
  visits: fc.array(aVisit, { maxLength: 15 }),
  payments: fc.array(aPayment, { maxLength: 12 }),
})

export const dayIn = (at: number) => dayOf(at, site.timeZone)

/** One visitor is another on each day, as the salts have it. */
export const visitorIdOf = (visit: MadeVisit) => `v_${visit.siteId}_${visit.visitor}_${dayIn(visit.at)}`

/** Only visits of its own site can have earned a payment (attribution/site-of.ts). */
export const touchedVisits = ({ visits }: World, payment: MadePayment): { visit: MadeVisit; id: string }[] =>
  payment.visits.flatMap((index) => {
    const visit = visits[index]
    return visit && visit.siteId === payment.siteId ? [{ visit, id: `s_${index}` }] : []
  })

/** Who gets what of each entry: a share without a visit is nobody's. */
export function creditsOf(world: World, payment: MadePayment, model: AttributionModel) {
  const touched = touchedVisits(world, payment)
  const entries = entriesOf(payment)
  const steps = touched.map(({ visit }) => ({ at: visit.at, channel: visit.from.channel }))
  const own = shareOut(
    entries.map(({ amount }) => amount),
    steps,
  )[model]
  const reported = shareOut(
    entries.map(({ amount }) => reportedOf(payment, amount) ?? 0),
    steps,
  )[model]
  const bought = entries.map((entry) => linesOf(payment, entry.amount))
  const [cells, reportedCells] = [byThing(own, bought), byThing(reported, bought)]
  const fee = feeOf(payment)
  const fees = byThing(fee === null ? [] : shareOut([fee], steps)[model], bought.slice(0, 1))
  const positions = Array.from({ length: Math.max(1, touched.length) }, (_, position) => position)
  return entries.flatMap((entry, at) =>
    positions.flatMap((position) =>
      payment.goods.map(({ product, price }, line) => ({
        entry,
        number: at,
        position,
        line,
        product,
        price,
        touched: touched[position] ?? null,
        amount: cells[at]?.[position]?.[line] ?? 0,
        reported: reportedOf(payment, entry.amount) === null ? null : (reportedCells[at]?.[position]?.[line] ?? 0),
        fee: at === 0 ? (fees[0]?.[position]?.[line] ?? null) : null,
      })),
    ),
  )
}

/** Euros as they are, dollars at a rate, and for yen nobody knows one. */
const rates: Record<string, number> = { eur: 1, usd: 2 }
const inEuros = (currency: string, amount: number): number | null => {
  const rate = rates[currency]
  return rate === undefined ? null : amount * rate
}
const reportedOf = ({ currency }: MadePayment, amount: number): number | null => inEuros(currency, amount)

/** Null: none, or nobody knows what it is in euros. */
export const feeOf = ({ fee }: MadePayment): number | null => fee && inEuros(fee.currency, fee.amount)

export type EntryKind = Tables['entry']['kind']

export const entriesOf = (payment: MadePayment): { kind: EntryKind; amount: number; at: number }[] => [
  ...(payment.status === 'failed' ? [] : [{ kind: 'charge' as const, amount: payment.amount, at: payment.at }]),
  ...(payment.fromBalance > 0
    ? [{ kind: 'balance_applied' as const, amount: payment.fromBalance, at: payment.at }]
    : []),
  ...payment.takenBack.map(({ kind, amount, later }) => ({ kind, amount: -amount, at: payment.at + later })),
]

/** Of an entry's money, what each thing cost. */
export const linesOf = ({ goods }: MadePayment, amount: number): number[] => {
  const parts = allocate(
    Math.abs(amount),
    goods.map(({ weight }) => weight),
  )
  return parts.map((part) => (amount < 0 && part !== 0 ? -part : part))
}

/** Split tests of the shop, and their goals. */
const madeTests = { price: 'payment', hero: 'event:Signup' } as const
export const madeSides = [
  { name: 'low', weight: 1 },
  { name: 'high', weight: 3 },
  { name: 'a', weight: 1 },
]
const madeTestRan = { from: Date.parse('2026-03-28T12:00:00Z'), until: Date.parse('2026-03-30T12:00:00Z') }

export async function putSite(storage: Storage): Promise<void> {
  await storage.write(async (trx) => {
    await insertSite(trx, site)
    for (const [name, goal] of Object.entries(madeTests)) {
      const row = { site_id: site.id, name, goal, sides: JSON.stringify(madeSides), state: 'ended' as const }
      const ran = { created_at: 0, started_at: madeTestRan.from, ended_at: madeTestRan.until }
      await trx
        .insertInto('split_test')
        .values({ ...row, ...ran })
        .execute()
    }
  })
}

export const entryPageOf = ({ pages }: MadeVisit): string => pages[0] ?? '/'
export const exitPageOf = ({ pages }: MadeVisit): string => pages.at(-1) ?? '/'
const SECOND = 1_000
export const viewsOf = ({ at, pages }: MadeVisit) =>
  pages.map((page, index) => ({ page, at: at + index * SECOND, index }))
/** An event happens with the view that it is said of. */
export const eventsOf = (visit: MadeVisit) =>
  visit.events.map((event) => {
    const index = Math.min(event.view, visit.pages.length - 1)
    return { ...event, view: index, at: visit.at + index * SECOND }
  })
export const durationOf = ({ pages }: MadeVisit): number => (pages.length - 1) * SECOND

/** In place of what was there. */
export async function putWorld(storage: Storage, world: World): Promise<void> {
  const visits = world.visits.map(toVisitRow)
  const views = world.visits.flatMap(toViewRows)
  const events = world.visits.flatMap(toEventRows)
  const payments = world.payments.map(toPaymentRow)
  const entries = world.payments.flatMap(toEntryRows)
  const lines = world.payments.flatMap(toLineRows)
  const credits = world.payments.flatMap((payment, index) => toCreditRows(world, payment, index))
  await storage.write(async (trx) => {
    for (const table of [
      'visit_row',
      'view_row',
      'event',
      'payment',
      'entry',
      'touch',
      'credit',
      'entry_line',
      'checkout_return',
    ] as const)
      await trx.deleteFrom(table).execute()
    if (visits.length > 0) await keepVisits(trx, visits)
    if (views.length > 0) await keepViews(trx, views)
    if (events.length > 0) await trx.insertInto('event').values(events).execute()
    if (payments.length > 0) await trx.insertInto('payment').values(payments).execute()
    if (entries.length > 0) await trx.insertInto('entry').values(entries).execute()
    if (lines.length > 0) await trx.insertInto('entry_line').values(lines).execute()
    const touches = world.payments.flatMap((payment, index) => toTouchRows(trx, world, payment, index))
    if (touches.length > 0) await trx.insertInto('touch').values(touches).execute()
    if (credits.length > 0) await trx.insertInto('credit').values(credits).execute()
  })
}

const toVisitRow = (visit: MadeVisit, index: number): VisitToKeep => ({
  id: `s_${index}`,
  site_id: visit.siteId,
  visitor_id: visitorIdOf(visit),
  day: dayIn(visit.at),
  started_at: visit.at,
  last_at: visit.at + durationOf(visit),
  views: visit.pages.length,
  entry_page: entryPageOf(visit),
  exit_page: exitPageOf(visit),
  host: visit.host,
  click_id: visit.clickId,
  ...visit.from,
  ...visit.by,
  sides: sidesTextOf(visit),
})

const sidesTextOf = ({ sides }: MadeVisit) => (Object.keys(sides).length > 0 ? JSON.stringify(sides) : null)

const viewId = (visit: number, view: number) => `view_${visit}_${view}`

const toViewRows = (visit: MadeVisit, of: number): ViewToKeep[] =>
  viewsOf(visit).map(({ page, at, index }) => ({
    id: viewId(of, index),
    site_id: visit.siteId,
    visit_id: `s_${of}`,
    at,
    host: visit.host,
    page,
  }))

const toEventRows = (visit: MadeVisit, of: number): Insertable<Tables['event']>[] =>
  eventsOf(visit).map(({ name, view, at, revenue, props }, index) => ({
    id: `event_${of}_${index}`,
    site_id: visit.siteId,
    view_id: viewId(of, view),
    at,
    name,
    props: Object.keys(props).length > 0 ? JSON.stringify(props) : null,
    revenue: revenue?.amount ?? null,
    currency: revenue?.currency ?? null,
  }))

const toPaymentRow = (payment: MadePayment, index: number) => ({
  id: `pi_${index}`,
  account: 'environment',
  stripe_id: `pi_${index}`,
  mode: payment.mode,
  site_id: payment.siteId,
  status: payment.status,
  currency: payment.currency,
  gross: payment.amount,
  refunds: 0,
  net: payment.amount,
  paid_at: payment.at,
  purpose: payment.purpose,
  customer_id: payment.customer,
  subscription_id: payment.isPlan ? 'sub_1' : null,
  fees: JSON.stringify(payment.fee ? [payment.fee] : []),
  fees_reported: feeOf(payment),
  fees_currency: feeOf(payment) === null ? null : site.currency,
})

const entryId = (kind: EntryKind, payment: number, number: number) => `${kind}:pi_${payment}:${number}`

const toEntryRows = (payment: MadePayment, index: number): Insertable<Tables['entry']>[] =>
  entriesOf(payment).map(({ kind, amount, at }, number) => ({
    id: entryId(kind, index, number),
    payment_id: `pi_${index}`,
    mode: payment.mode,
    site_id: payment.siteId,
    kind,
    amount,
    currency: payment.currency,
    at,
    day: payment.siteId && dayIn(at),
  }))

const toLineRows = (payment: MadePayment, index: number): Insertable<Tables['entry_line']>[] =>
  entriesOf(payment).flatMap(({ kind, amount }, number) =>
    linesOf(payment, amount).map((part, position) => ({
      payment_id: `pi_${index}`,
      entry_id: entryId(kind, index, number),
      position,
      product_id: payment.goods[position]?.product ?? null,
      price_id: payment.goods[position]?.price ?? null,
      description: payment.goods[position]?.product?.replace('prod_', 'A ') ?? null,
      amount: part,
    })),
  )

const toTouchRows = (trx: Db, world: World, payment: MadePayment, index: number): Insertable<Tables['touch']>[] =>
  touchedVisits(world, payment).map(({ visit, id }, position) => {
    const { referrer: _, ...origin } = visit.from
    return {
      payment_id: `pi_${index}`,
      position,
      visit_id: id,
      visit_no: visitNo(trx, id),
      site_id: visit.siteId,
      at: visit.at,
      host: visit.host,
      click_id: visit.clickId,
      entry_page: entryPageOf(visit),
      ...origin,
      ...visit.by,
      sides: sidesTextOf(visit),
    }
  })

const models = attributionModelSchema.options

function toCreditRows(world: World, payment: MadePayment, index: number): Insertable<Tables['credit']>[] {
  const { siteId } = payment
  if (siteId === null) return []
  const byModel = models.map((model) => [model, creditsOf(world, payment, model)] as const)
  return creditsOf(world, payment, 'last').map(({ entry, number, position, line, product, price, reported }, at) => ({
    payment_id: `pi_${index}`,
    entry_id: entryId(entry.kind, index, number),
    position,
    line,
    product,
    price,
    site_id: siteId,
    mode: payment.mode,
    day: dayIn(entry.at),
    kind: entry.kind,
    currency: payment.currency,
    reported_currency: reported === null ? null : site.currency,
    ...(Object.fromEntries(
      byModel.flatMap(([model, credits]) => [
        [model, credits[at]?.amount ?? 0],
        [`${model}_reported`, credits[at]?.reported ?? null],
        [`${model}_fee`, credits[at]?.fee ?? null],
      ]),
    ) as Pick<
      Insertable<Tables['credit']>,
      AttributionModel | `${AttributionModel}_reported` | `${AttributionModel}_fee`
    >),
  }))
}
