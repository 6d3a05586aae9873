// The ways on which visitors of the made-up month come: links with tags, click ids, and referrers. Data.
import type { Random } from './random.ts'

export interface Arrival {
  /** Where they land; null: on any page. */
  lands: string | null
  query: string
  referrer: string | null
}

export interface Way {
  weight: number
  /** How much likelier these visitors are to buy than others. */
  buys: number
  /** How many days after the month's first day it begins, and how long it lasts. Absent: always. */
  days?: readonly [from: number, length: number]
  arrive(random: Random): Arrival
}

const referred =
  (referrer: string | null, lands: string | null = null) =>
  (): Arrival => ({ lands, query: '', referrer })
const tagged =
  (query: string, lands: string | null = null, referrer: string | null = null) =>
  (): Arrival => ({ lands, query, referrer })
const clicked = (query: string, kind: string, lands: string | null, referrer: string | null) => (random: Random) => ({
  lands,
  query: `${query}&${kind}=${random.text(28)}`,
  referrer,
})

const google = 'https://www.google.com/'
const instagram = 'https://l.instagram.com/'

export const ways: readonly [Way, ...Way[]] = [
  { weight: 240, buys: 1.1, arrive: referred(null) },
  { weight: 190, buys: 1, arrive: referred(google) },
  { weight: 60, buys: 0.6, arrive: referred(google, '/journal/how-to-brew-sencha') },
  { weight: 45, buys: 0.8, arrive: referred(google, '/journal/teapots-compared') },
  { weight: 30, buys: 0.9, arrive: referred('https://www.bing.com/') },
  { weight: 26, buys: 1, arrive: referred('https://duckduckgo.com/') },
  { weight: 12, buys: 1, arrive: referred('https://www.ecosia.org/') },
  { weight: 46, buys: 1.9, arrive: tagged('utm_source=chatgpt.com', '/shop', 'https://chatgpt.com/') },
  { weight: 18, buys: 1.7, arrive: referred('https://www.perplexity.ai/', '/journal/teapots-compared') },
  { weight: 12, buys: 1.8, arrive: referred('https://claude.ai/') },
  { weight: 8, buys: 1.4, arrive: referred('https://gemini.google.com/') },
  {
    weight: 85,
    buys: 1.5,
    arrive: clicked('utm_source=google&utm_medium=cpc&utm_campaign=teapots', 'gclid', '/shop/cast-iron-teapot', google),
  },
  {
    weight: 40,
    buys: 2.2,
    arrive: clicked('utm_source=google&utm_medium=cpc&utm_campaign=brand&utm_term=teahouse', 'gclid', '/', google),
  },
  {
    weight: 70,
    buys: 0.5,
    arrive: clicked(
      'utm_source=instagram&utm_medium=paid_social&utm_campaign=matcha-mornings&utm_content=video-a',
      'fbclid',
      '/shop/matcha-set',
      instagram,
    ),
  },
  { weight: 40, buys: 0.5, arrive: referred(instagram) },
  { weight: 22, buys: 0.6, arrive: referred('https://www.youtube.com/', '/journal/how-to-brew-sencha') },
  { weight: 20, buys: 0.7, arrive: referred('https://www.reddit.com/r/tea/', '/journal/teapots-compared') },
  { weight: 14, buys: 0.6, arrive: referred('https://www.pinterest.com/') },
  {
    weight: 40,
    buys: 1.3,
    arrive: tagged('utm_source=leafpost&utm_medium=referral&utm_campaign=review', '/shop', 'https://leafpost.example/'),
  },
  { weight: 16, buys: 1.2, arrive: referred('https://kitchenletters.example/best-teapots', '/shop/cast-iron-teapot') },
  {
    weight: 25,
    buys: 1.6,
    arrive: tagged(
      'utm_source=steepers&utm_medium=affiliate&utm_campaign=partners',
      '/club',
      'https://steepers.example/',
    ),
  },
  // The newsletter goes out on four days, and is read for two.
  ...[2, 9, 16, 23].map(
    (day): Way => ({
      weight: 520,
      buys: 2.4,
      days: [day, 2],
      arrive: tagged(`utm_source=newsletter&utm_medium=email&utm_campaign=letter-${day < 10 ? 'spring' : 'harvest'}`),
    }),
  ),
  // One afternoon on a front page: many look, few buy.
  { weight: 900, buys: 0.15, days: [19, 1], arrive: referred('https://news.ycombinator.com/', '/journal/water') },
]
