// What is pasted works as it is pasted.
import type { Site } from '@farthing/contract'
import { expect, it } from 'vitest'
import { redirectUrl, scriptTag } from './snippets.ts'

const site = (hosts: string[]): Site => ({
  id: 'site_abcdefgh',
  name: 'Shop',
  hosts,
  timeZone: 'UTC',
  currency: 'eur',
  createdAt: 0,
  defaultMode: 'test',
  role: 'owner',
  amounts: 'shown',
  ignoredAddresses: [],
  ignoredPaths: [],
  hasViews: false,
  hasPayments: false,
})

it('names the collector and the site', () => {
  expect(scriptTag(site(['shop.example']), 'https://stats.example')).toBe(
    '<script defer src="https://stats.example/f.js" data-site="site_abcdefgh"></script>',
  )
})

it.each([
  [['shop.example'], 'https://shop.example/thanks?stripe_session_id={CHECKOUT_SESSION_ID}'],
  [['localhost:4244'], 'http://localhost:4244/thanks?stripe_session_id={CHECKOUT_SESSION_ID}'],
  [['*.shop.example', 'www.shop.example'], 'https://www.shop.example/thanks?stripe_session_id={CHECKOUT_SESSION_ID}'],
  [['*.shop.example'], 'https://your-site.example/thanks?stripe_session_id={CHECKOUT_SESSION_ID}'],
])('leads back to %j', (hosts, url) => {
  expect(redirectUrl(site(hosts))).toBe(url)
})
