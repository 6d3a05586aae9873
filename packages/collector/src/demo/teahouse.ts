// The shop of the made-up month: what it sells, where, and to whom it may look like. Data.

/** `.example` belongs to nobody: https://www.rfc-editor.org/rfc/rfc2606 */
export const HOST = 'teahouse.example'
export const TIME_ZONE = 'Europe/Berlin'
export const CURRENCY = 'eur'

export interface Good {
  name: string
  page: string
  /** Minor units, by currency. */
  prices: Readonly<Record<'eur' | 'usd' | 'gbp', number>>
  weight: number
}

export const goods: readonly [Good, ...Good[]] = [
  { name: 'Cast-iron teapot', page: '/shop/cast-iron-teapot', prices: { eur: 8900, usd: 9900, gbp: 7900 }, weight: 14 },
  { name: 'Stoneware teapot', page: '/shop/stoneware-teapot', prices: { eur: 4900, usd: 5400, gbp: 4400 }, weight: 24 },
  { name: 'First flush Darjeeling', page: '/shop/darjeeling', prices: { eur: 2450, usd: 2700, gbp: 2200 }, weight: 30 },
  { name: 'Sencha, 250 g', page: '/shop/sencha', prices: { eur: 1890, usd: 2100, gbp: 1700 }, weight: 26 },
  { name: 'Matcha set', page: '/shop/matcha-set', prices: { eur: 6400, usd: 6900, gbp: 5700 }, weight: 18 },
  { name: 'Tasting for two', page: '/shop/tasting', prices: { eur: 11800, usd: 12900, gbp: 10500 }, weight: 7 },
]

export interface Plan {
  name: string
  /** Minor units of euros. */
  price: number
  every: 'week' | 'month'
  weight: number
}

export const plans: readonly [Plan, ...Plan[]] = [
  { name: 'Tea club, monthly', price: 1900, every: 'month', weight: 55 },
  { name: 'Tea club, with rarities', price: 3900, every: 'month', weight: 20 },
  { name: 'Office box, weekly', price: 2900, every: 'week', weight: 12 },
]

export const CLUB_PAGE = '/club'

/** What is looked at besides the goods. */
export const pages: readonly [{ path: string; weight: number }, ...{ path: string; weight: number }[]] = [
  { path: '/', weight: 34 },
  { path: '/shop', weight: 30 },
  { path: CLUB_PAGE, weight: 16 },
  { path: '/journal/how-to-brew-sencha', weight: 12 },
  { path: '/journal/teapots-compared', weight: 11 },
  { path: '/journal/water', weight: 5 },
  { path: '/about', weight: 5 },
  { path: '/delivery', weight: 6 },
]

/** Of 100 visits of a day, by the hour in which they begin. */
export const hours = [2, 1, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 6, 5, 5, 5, 5, 5, 6, 7, 8, 8, 6, 3]
/** Monday first. */
export const weekdays = [1.05, 1.1, 1.04, 1.0, 0.9, 0.86, 1.08]
