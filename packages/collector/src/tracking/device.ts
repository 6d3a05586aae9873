// Which browser, system and kind of device a user agent is.
import { UAParser } from 'ua-parser-js'
import type { Traits } from './traits.ts'

export type Device = Pick<Traits, 'browser' | 'os' | 'device'>

/** What the library tells apart and people do not. */
const browsers: Readonly<Record<string, string>> = {
  'Mobile Safari': 'Safari',
  'Mobile Chrome': 'Chrome',
  'Mobile Firefox': 'Firefox',
  'Chrome Headless': 'Chrome',
  'Opera Touch': 'Opera',
  'Opera Mobi': 'Opera',
  IEMobile: 'IE',
}
const systems: Readonly<Record<string, string>> = { 'Mac OS': 'macOS', 'Chromium OS': 'Chrome OS' }
const devices: Readonly<Record<string, string>> = {
  mobile: 'Mobile',
  tablet: 'Tablet',
  smarttv: 'TV',
  console: 'Console',
  wearable: 'Wearable',
  embedded: 'Embedded',
  xr: 'Headset',
}

const LONGEST_NAME = 60

export function deviceOf(userAgent: string): Device {
  const { browser, os, device } = new UAParser(userAgent).getResult()
  const isKnown = browser.name !== undefined || os.name !== undefined
  const kind = device.type === undefined ? undefined : (devices[device.type] ?? null)
  return {
    browser: named(browser.name, browsers),
    os: named(os.name, systems),
    device: kind === undefined ? (isKnown ? 'Desktop' : null) : kind,
  }
}

const named = (name: string | undefined, better: Readonly<Record<string, string>>): string | null =>
  name === undefined ? null : (better[name] ?? name).slice(0, LONGEST_NAME)

/** A parse takes as long as ten views: the same few thousand user agents come again and again. The oldest is forgotten. */
export function rememberingDevices(most = 4_000): (userAgent: string) => Device {
  const known = new Map<string, Device>()
  return (userAgent) => {
    const device = known.get(userAgent) ?? deviceOf(userAgent)
    known.delete(userAgent)
    known.set(userAgent, device)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    return device
  }
}
