// Where a visitor is: as the network in front says, else as the address book of countries says. The address itself is kept by nobody.
import type { Incoming } from '../http/client-ip.ts'
import type { Traits } from './traits.ts'

export type Place = Pick<Traits, 'country' | 'region' | 'city'>
export type PlaceOfAddress = (ip: string) => Place

export const nowhere: Place = { country: null, region: null, city: null }

interface NetworkHeaders {
  country: string
  region: string
  city: string
}

const networks: readonly NetworkHeaders[] = [
  // https://developers.cloudflare.com/network/ip-geolocation/, region and city by its "visitor location headers"
  { country: 'cf-ipcountry', region: 'cf-region-code', city: 'cf-ipcity' },
  // https://vercel.com/docs/headers/request-headers
  { country: 'x-vercel-ip-country', region: 'x-vercel-ip-country-region', city: 'x-vercel-ip-city' },
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
  {
    country: 'cloudfront-viewer-country',
    region: 'cloudfront-viewer-country-region',
    city: 'cloudfront-viewer-city',
  },
  // https://cloud.google.com/appengine/docs/standard/reference/request-headers
  { country: 'x-appengine-country', region: 'x-appengine-region', city: 'x-appengine-city' },
]

/** Null: no network in front says anything. Anybody can write these headers, so ask only behind a proxy that is trusted. */
export function placeSaidBy(headers: Incoming['headers']): Place | null {
  for (const network of networks) {
    const country = countryCode(textOf(headers[network.country]))
    if (country !== null)
      return placeOf({ country, region: textOf(headers[network.region]), city: decoded(textOf(headers[network.city])) })
  }
  return null
}

/** What a record of an .mmdb file says, in MaxMind's shape or in the flat one of ip-location-db. */
export function placeInRecord(record: unknown): Place {
  const country = countryCode(
    textAt(record, 'country', 'iso_code') ?? textAt(record, 'country_code') ?? textAt(record, 'country'),
  )
  if (country === null) return nowhere
  const region = textAt(record, 'subdivisions', '0', 'iso_code')
  return placeOf({ country, region, city: textAt(record, 'city', 'names', 'en') ?? textAt(record, 'city') })
}

const LONGEST_CITY = 100

const placeOf = ({
  country,
  region,
  city,
}: {
  country: string
  region: string | null
  city: string | null
}): Place => ({
  country,
  region: region !== null && /^[A-Z0-9]{1,3}$/i.test(region) ? `${country}-${region.toUpperCase()}` : null,
  city: city?.slice(0, LONGEST_CITY) ?? null,
})

/** Cloudflare says `XX` when it does not know and `T1` for Tor, App Engine says `ZZ`: neither is a country. */
function countryCode(text: string | null): string | null {
  const code = text?.toUpperCase() ?? ''
  return /^[A-Z]{2}$/.test(code) && code !== 'XX' && code !== 'ZZ' ? code : null
}

function textOf(value: string | string[] | undefined): string | null {
  const text = (Array.isArray(value) ? value[0] : value)?.trim()
  return text === undefined || text === '' ? null : text
}

/** Vercel percent-encodes names; a name that cannot be decoded is meant as it stands. */
function decoded(text: string | null): string | null {
  try {
    return text === null ? null : decodeURIComponent(text)
  } catch {
    return text
  }
}

function textAt(value: unknown, ...path: string[]): string | null {
  let at = value
  for (const key of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined
  return typeof at === 'string' && at !== '' ? at : null
}
