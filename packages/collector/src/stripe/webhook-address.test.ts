import { describe, expect, it } from 'vitest'
import { faultOfAddress } from './webhook-address.ts'

const SITE = 'site_00000000'
const at = (origin: string) => `${origin}/in/${SITE}/stripe`

describe('the address of a webhook', () => {
  it.each([at('https://stats.shop.example'), at('https://shop.example:8443/farthing'), at('https://203.0.113.9')])(
    '%s is one',
    (address) => expect(faultOfAddress(address, SITE, false)).toBeNull(),
  )

  it.each([
    at('http://localhost:4242'),
    at('https://127.0.0.1'),
    at('https://10.1.2.3'),
    at('https://192.168.1.4'),
    at('https://172.20.0.1'),
    at('https://169.254.1.1'),
    at('https://100.100.1.1'),
    at('https://[::1]:4242'),
    at('https://[fd00::1]'),
    at('https://collector'),
    at('https://box.local'),
    at('https://x.localhost'),
  ])('%s is nothing that Stripe can reach, but a stand-in can', (address) => {
    expect(faultOfAddress(address, SITE, false)).toMatch(/^Stripe cannot reach /)
    expect(faultOfAddress(address, SITE, true)).toBeNull()
  })

  it.each([
    ['not an address', /begins with https/],
    [at('ftp://shop.example'), /begins with https/],
    ['https://shop.example/in/site_11111111/stripe', /ends with/],
    [`${at('https://shop.example')}?x=1`, /ends with/],
    [at('https://a:b@shop.example'), /password/],
    [at('http://shop.example'), /https:\/\/ only/],
  ])('%s is refused', (address, sentence) => expect(faultOfAddress(address, SITE, false)).toMatch(sentence))
})
