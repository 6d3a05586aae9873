// What other tools call by other names than ours.
import { channelOf } from '../tracking/channel.ts'
import { sourceOfTag } from '../tracking/sources.ts'

const none = new Set(['', '(none)', '(not set)', '(not provided)', '(data not available)'])
const direct = new Set(['(direct)', 'direct', 'direct / none', 'direct/none'])

/** Empty for every way of saying that there is no name. */
export const nameOf = (text: string): string => (none.has(text.trim().toLowerCase()) ? '' : text.trim())

export function sourceName(text: string): string {
  const name = nameOf(text)
  return name === '' || direct.has(name.toLowerCase()) ? 'Direct' : sourceOfTag(name).name
}

export function channelName(source: string, medium: string, campaign: string): string {
  const name = nameOf(source)
  const isDirect = name === '' || direct.has(name.toLowerCase())
  // Tools that keep no medium of untagged visits mean a referral, or a search engine.
  const untagged = isDirect ? null : 'referral'
  return channelOf({
    source: isDirect ? null : sourceOfTag(name),
    medium: nameOf(medium) || untagged,
    campaign: nameOf(campaign) || null,
  })
}

const systems: Readonly<Record<string, string>> = {
  mac: 'macOS',
  'mac os': 'macOS',
  macintosh: 'macOS',
  'gnu/linux': 'Linux',
  'android os': 'Android',
  'chrome os': 'Chrome OS',
}
const devices: Readonly<Record<string, string>> = {
  desktop: 'Desktop',
  laptop: 'Desktop',
  mobile: 'Mobile',
  tablet: 'Tablet',
  'smart tv': 'TV',
}
const browsers: Readonly<Record<string, string>> = {
  'chrome mobile': 'Chrome',
  crios: 'Chrome',
  'mobile app': 'Mobile app',
  'microsoft edge': 'Edge',
  'edge-chromium': 'Edge',
  ios: 'Safari',
  'mobile safari': 'Safari',
  fxios: 'Firefox',
}

const renamed = (table: Readonly<Record<string, string>>, text: string, other: (name: string) => string) => {
  const name = nameOf(text)
  return table[name.toLowerCase()] ?? other(name)
}
const capital = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1)

export const systemName = (text: string): string => renamed(systems, text, (name) => name)
export const deviceName = (text: string): string => renamed(devices, text, capital)
export const browserName = (text: string): string => renamed(browsers, text, capital)

let codes: ReadonlyMap<string, string> | undefined

/** A code as it is, an English name by its code; empty when it is neither. */
export function countryName(text: string): string {
  const name = nameOf(text)
  if (/^[a-z]{2}$/i.test(name)) return name.toUpperCase()
  codes ??= codesByName()
  return codes.get(plain(name)) ?? ''
}

/** GA4 writes "Türkiye", others "Turkey"; accents and points differ too. */
const plain = (name: string) =>
  name
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z]/g, '')
    .toLowerCase()

const A = 65
function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(A + index))
  const found = letters.flatMap((first) =>
    letters.flatMap((second): [string, string][] => {
      const name = names.of(first + second)
      return name === undefined ? [] : [[plain(name), first + second]]
    }),
  )
  // The first of several codes of one name is not always the one in use.
  return new Map([...found, ['turkey', 'TR'], ['unitedkingdom', 'GB'], ['germany', 'DE'], ['france', 'FR']])
}
