// The visitors of the made-up month: countries and cities, languages, browsers. Data.
export interface Place {
  country: string
  region: string
  city: string
  language: string
  weight: number
}

export const places: readonly [Place, ...Place[]] = [
  { country: 'DE', region: 'BE', city: 'Berlin', language: 'de-DE', weight: 190 },
  { country: 'DE', region: 'HH', city: 'Hamburg', language: 'de-DE', weight: 110 },
  { country: 'DE', region: 'BY', city: 'Munich', language: 'de-DE', weight: 105 },
  { country: 'DE', region: 'NW', city: 'Cologne', language: 'de-DE', weight: 90 },
  { country: 'AT', region: '9', city: 'Vienna', language: 'de-AT', weight: 60 },
  { country: 'CH', region: 'ZH', city: 'Zurich', language: 'de-CH', weight: 55 },
  { country: 'GB', region: 'ENG', city: 'London', language: 'en-GB', weight: 85 },
  { country: 'GB', region: 'SCT', city: 'Edinburgh', language: 'en-GB', weight: 25 },
  { country: 'US', region: 'NY', city: 'New York', language: 'en-US', weight: 60 },
  { country: 'US', region: 'CA', city: 'San Francisco', language: 'en-US', weight: 55 },
  { country: 'US', region: 'WA', city: 'Seattle', language: 'en-US', weight: 30 },
  { country: 'FR', region: 'IDF', city: 'Paris', language: 'fr-FR', weight: 65 },
  { country: 'NL', region: 'NH', city: 'Amsterdam', language: 'nl-NL', weight: 50 },
  { country: 'BE', region: 'BRU', city: 'Brussels', language: 'fr-BE', weight: 22 },
  { country: 'DK', region: '84', city: 'Copenhagen', language: 'da-DK', weight: 20 },
  { country: 'SE', region: 'AB', city: 'Stockholm', language: 'sv-SE', weight: 20 },
  { country: 'PL', region: '14', city: 'Warsaw', language: 'pl-PL', weight: 18 },
  { country: 'IT', region: '25', city: 'Milan', language: 'it-IT', weight: 20 },
  { country: 'ES', region: 'MD', city: 'Madrid', language: 'es-ES', weight: 18 },
  { country: 'JP', region: '13', city: 'Tokyo', language: 'ja-JP', weight: 24 },
  { country: 'CA', region: 'ON', city: 'Toronto', language: 'en-CA', weight: 16 },
  { country: 'AU', region: 'VIC', city: 'Melbourne', language: 'en-AU', weight: 12 },
  { country: 'IN', region: 'KA', city: 'Bengaluru', language: 'en-IN', weight: 10 },
  { country: 'BR', region: 'SP', city: 'São Paulo', language: 'pt-BR', weight: 8 },
]

const safari = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0'

export const userAgents: readonly [{ text: string; weight: number }, ...{ text: string; weight: number }[]] = [
  {
    text: `Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) ${safari} Version/19.1 Mobile/15E148 Safari/604.1`,
    weight: 34,
  },
  { text: `Mozilla/5.0 (Linux; Android 15; Pixel 9) ${chrome} Mobile Safari/537.36`, weight: 20 },
  { text: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`, weight: 18 },
  { text: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Version/19.1 Safari/605.1.15`, weight: 11 },
  { text: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${chrome} Safari/537.36`, weight: 8 },
  { text: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/149.0.0.0`, weight: 6 },
  { text: 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0', weight: 4 },
  { text: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:147.0) Gecko/20100101 Firefox/147.0', weight: 4 },
  {
    text: `Mozilla/5.0 (iPad; CPU OS 19_1 like Mac OS X) ${safari} Version/19.1 Mobile/15E148 Safari/604.1`,
    weight: 4,
  },
]
