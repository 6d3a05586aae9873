import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mailHtml, mailText } from './mail-page.ts'
import { type Summary, withoutMoney } from './said.ts'
import { wordsFor } from './text.ts'

const about = { siteName: 'Tea & <Co>', timeZone: 'Europe/Berlin' }
const links = { siteName: about.siteName, dashboard: 'https://stats.example/sites/site_1', unsubscribe: null }
const day: Summary = {
  ...{ kind: 'daily', from: '2026-11-20', to: '2026-11-20', mode: 'live', visitors: 1234, payments: 2 },
  net: { amount: 1_234_56, currency: 'eur' },
  before: { visitors: 1000, payments: 1, net: { amount: 700, currency: 'eur' } },
  channels: [{ name: 'Email', visitors: 12, net: { amount: 5000, currency: 'eur' } }],
}

it('says the figures of a day', () => {
  const words = wordsFor(day, about)
  expect(words.subject).toBe('Tea & <Co>, Fri, Nov 20: 2 payments, €1,234.56')
  const text = mailText(words, links)
  expect(text).toContain('Net revenue: €1,234.56 (before: €7.00)')
  expect(text).toContain('Email: 12 visitors, €50.00')
  expect(mailHtml(words, links)).toContain('€1,234.56')
})

it.each([
  ['jpy', 4900, '¥4,900'],
  ['kwd', 4900, 'KWD 4.900'],
])('knows how many digits a currency has: %s', (currency, amount, expected) => {
  const said = { kind: 'first_payment', campaign: 'x', source: null, mode: 'live', paid: { amount, currency } } as const
  expect(wordsFor(said, about).sentence.replaceAll('\u00a0', ' ')).toContain(expected)
})

it('says no amount where amounts are hidden', () => {
  const words = wordsFor(withoutMoney(day), about)
  expect(JSON.stringify(words)).not.toMatch(/€|1,234\.56|50\.00/)
  expect(words.subject).toContain('2 payments')
})

it('lets nobody write HTML into it: campaigns are told by strangers', () => {
  fc.assert(
    fc.property(fc.string(), (told) => {
      const campaign = `<img src=x onerror="a()">'${told}`
      const said = { kind: 'first_payment', campaign, source: campaign, mode: 'test', paid: null } as const
      const html = mailHtml(wordsFor(said, about), { ...links, unsubscribe: `https://stats.example/"${campaign}` })
      expect(html).not.toContain('<img')
      expect(html.replaceAll(/<[^<>]*>/g, '')).not.toMatch(/[<>]/)
    }),
  )
})
