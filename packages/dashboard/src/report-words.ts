// What the owner reads for the figures, dimensions, models and steps of the reports, in the reader's language where it knows one.
import type {
  AttributionModel,
  Breakdown,
  Dimension,
  Figures,
  Filter,
  FilterOperator,
  Interval,
  TimeToPaymentReport,
} from '@farthing/contract'
import { currencyName } from './format.ts'
import { displayNames } from './intl.ts'
import type { Comparing, Figure, MoneyKind } from './url-state.ts'

export const figureNames: Record<Figure, string> = {
  revenue: 'Revenue',
  visitors: 'Visitors',
  visits: 'Visits',
  views: 'Views',
  conversion: 'Conversion rate',
  bounce: 'Bounce rate',
  duration: 'Visit duration',
  order_value: 'Order value',
  per_visitor: 'Per visitor',
}

export const moneyNames: Record<MoneyKind, string> = {
  net: 'Net revenue',
  gross: 'Gross revenue',
  refunds: 'Refunds',
  reported: 'All currencies, net',
  client: 'Client-side revenue',
}

export const comparisonNames: Record<Comparing, string> = {
  previous: 'Days before',
  year: 'Year before',
  none: 'No comparison',
}

export const intervalNames: Record<Interval, string> = { hour: 'Hours', day: 'Days', week: 'Weeks', month: 'Months' }

export const modelNames: Record<AttributionModel, string> = {
  last_non_direct: 'Last non-direct',
  last: 'Last visit',
  first: 'First visit',
  linear: 'Linear',
  position_based: 'Position based',
  time_decay: 'Time decay',
}

/** `tab`: on the panel; `one`: in a chip; `none`: a row without a name; `empty`: what to do when there is no row. */
interface DimensionWords {
  tab: string
  one: string
  none: string
  empty: string
}

const words = (tab: string, one: string, none: string, empty: string): DimensionWords => ({ tab, one, none, empty })

const dimensionWords: Record<Breakdown, DimensionWords> = {
  channels: words('Channels', 'Channel', 'No channel', 'Channels appear with the first visit in these days.'),
  sources: words('Sources', 'Source', 'No source', 'Sites and apps that link to yours. None in these days.'),
  mediums: words('Mediums', 'Medium', 'No medium', 'Add ?utm_medium=email to your links, and it appears here.'),
  campaigns: words(
    'Campaigns',
    'Campaign',
    'No campaign',
    'Add ?utm_campaign=name to the links of a campaign, and it appears here with what it earned.',
  ),
  terms: words('Terms', 'Term', 'No term', 'Add ?utm_term=words to the links of an advertisement.'),
  contents: words('Contents', 'Content', 'No content', 'Add ?utm_content=name to tell links of one campaign apart.'),
  'click-ids': words('Click ids', 'Click id', 'No click id', 'Advertisements carry click ids. None in these days.'),
  referrers: words('Referrers', 'Referrer', 'No referrer', 'The pages that link to yours. None in these days.'),
  hosts: words('Hosts', 'Host', 'No host', 'The hosts on which visits begin. None in these days.'),
  pages: words('Pages', 'Page', 'No page', 'The pages that were seen. None in these days.'),
  'entry-pages': words('Entry', 'Entry page', 'No page', 'The pages on which visits begin. None in these days.'),
  'exit-pages': words('Exit', 'Exit page', 'No page', 'The pages on which visits end. None in these days.'),
  countries: words('Countries', 'Country', 'Unknown country', 'Where visitors are. Not known for these days.'),
  regions: words('Regions', 'Region', 'Unknown region', 'Regions need a database of cities. See the settings.'),
  cities: words('Cities', 'City', 'Unknown city', 'Cities need a database of cities. See the settings.'),
  browsers: words('Browsers', 'Browser', 'Unknown browser', 'Browsers appear with the first visit in these days.'),
  systems: words('Systems', 'System', 'Unknown system', 'Systems appear with the first visit in these days.'),
  devices: words('Devices', 'Device', 'Unknown device', 'Kinds of devices appear with the first visit.'),
  languages: words('Languages', 'Language', 'Unknown language', 'Languages appear with the first visit.'),
  currencies: words('Currencies', 'Currency', 'No currency', 'Currencies appear with the first payment.'),
  purposes: words('Kinds', 'Kind of payment', 'Unknown', 'First payments and renewals appear with the first payment.'),
  products: words('Products', 'Product', 'Not itemised', 'Products appear with the first payment in these days.'),
  prices: words('Prices', 'Price', 'Not itemised', 'Prices appear with the first payment in these days.'),
  plans: words('Plans', 'Plan', 'No plan', 'Plans appear with the first payment of a subscription.'),
}

export const isDimension = (text: string): text is Breakdown => Object.hasOwn(dimensionWords, text)
export const allDimensions: Breakdown[] = Object.keys(dimensionWords).filter(isDimension)
export function wordsOf(dimension: Dimension): DimensionWords {
  if (isDimension(dimension)) return dimensionWords[dimension]
  const name = dimension.slice(dimension.indexOf('/') + 1)
  return dimension.startsWith('variants/') ? wordsOfTest(name) : wordsOfProp(name)
}

const wordsOfTest = (name: string) =>
  words(`Split test ${name}`, `Test ${name}`, 'No side', `No visit of these days landed with a side of ${name}.`)

/** What the site's own events say. */
const wordsOfProp = (name: string) => words(name, name, `No ${name}`, `No event of these days said a ${name}.`)

/** Rows with no name: payments that no visit is known for have no visits either. */
export function rowName(
  dimension: Dimension,
  row: { name: string | null; label?: string } & Figures,
  locale?: string,
): string {
  if (row.name === null || row.name === '')
    return row.visits === 0 && !sold.has(dimension) ? 'No visit known' : wordsOf(dimension).none
  return row.label ?? valueName(dimension, row.name, locale)
}

/** What the payment was for is known without a visit. */
const sold = new Set<Dimension>(['products', 'prices', 'plans'])

/** Visits have none of these: payments are counted instead. */
export const isOfMoney = (dimension: Dimension): boolean =>
  sold.has(dimension) || dimension === 'purposes' || dimension === 'currencies'

/** Codes become names: FR is France, de-CH is Swiss High German. */
export function valueName(dimension: Dimension, value: string | null, locale?: string): string {
  if (value === null) return wordsOf(dimension).none
  if (dimension === 'countries') return displayName('region', value, locale)
  if (dimension === 'languages') return displayName('language', value, locale)
  if (dimension === 'currencies') return currencyName(value, locale)
  return dimension === 'purposes' || dimension === 'devices' ? sentence(value) : value
}

function displayName(type: 'region' | 'language', code: string, locale?: string): string {
  try {
    return displayNames(locale, type).of(code) ?? code
  } catch {
    // Not a code: shown as it came.
    return code
  }
}

const sentence = (code: string) => `${code.slice(0, 1).toUpperCase()}${code.slice(1).replaceAll('_', ' ')}`

export const operatorNames: Record<FilterOperator, string> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  contains_not: 'does not contain',
}

export function filterWords({ dimension, operator, values }: Filter, locale?: string): string {
  const list = values.map((value) => valueName(dimension, value, locale))
  const either = new Intl.ListFormat(locale, { type: 'disjunction' }).format(list)
  return `${wordsOf(dimension).one} ${operatorNames[operator]} ${either}`
}

export function goalName(goal: string): string {
  if (goal === 'payment') return 'Any payment'
  if (goal.startsWith('payment:')) return `Payment of ${goal.slice(8)}`
  return goal.startsWith('page:') ? `Page ${goal.slice(5)}` : goal.replace(/^event:/, '')
}

export const withinNames: Record<TimeToPaymentReport['rows'][number]['within'], string> = {
  under_an_hour: 'Within an hour',
  under_a_day: 'Within a day',
  under_3_days: 'Within 3 days',
  under_a_week: 'Within a week',
  under_a_month: 'Within a month',
  longer: 'Longer',
}
