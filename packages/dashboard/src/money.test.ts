// Amounts are read as Stripe counts them, for every kind of currency.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney, formatMoneyShort, minorDigits, toMajor } from './money.ts'

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('decimals of a currency', () => {
  it.each('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))('%s has none', (currency) => {
    expect(minorDigits(currency)).toBe(0)
  })
  it.each('bhd jod kwd omr tnd'.split(' '))('%s has three', (currency) => {
    expect(minorDigits(currency)).toBe(3)
  })
  it.each(['usd', 'eur', 'gbp', 'isk', 'ugx', 'huf', 'twd'])('%s has two', (currency) => {
    expect(minorDigits(currency)).toBe(2)
  })
  it('does not mind capitals', () => {
    expect(minorDigits('JPY')).toBe(0)
  })
})

describe('a readable amount', () => {
  it.each([
    [4900, 'eur', 'en-GB', '€49.00'],
    [4900, 'eur', 'de-DE', '49,00 €'],
    [-1900, 'usd', 'en-US', '-$19.00'],
    [500, 'jpy', 'en-US', '¥500'],
    [1234567, 'krw', 'en-US', '₩1,234,567'],
    [12345, 'kwd', 'en-US', 'KWD 12.345'],
    [500, 'mga', 'en-US', 'MGA 500'],
    [150000, 'isk', 'en-US', 'ISK 1,500'],
    [150050, 'isk', 'en-US', 'ISK 1,500.50'],
    [0, 'usd', 'en-US', '$0.00'],
  ])('%i %s in %s', (minor, currency, locale, text) => {
    expect(plain(formatMoney(minor, currency, locale))).toBe(text)
  })

  it.each([
    [1234500, 'usd', '$12.3K'],
    [1000000, 'jpy', '¥1M'],
    [5000, 'eur', '€50'],
  ])('%i %s, short', (minor, currency, text) => {
    expect(formatMoneyShort(minor, currency, 'en-US')).toBe(text)
  })

  it('loses no minor unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.constantFrom('usd', 'eur', 'jpy', 'kwd', 'isk', 'mga', 'huf'),
        (minor, currency) => {
          const shown = Number(formatMoney(minor, currency, 'en-US').replaceAll(/[^\d.-]/g, ''))
          expect(Math.round(shown * 10 ** minorDigits(currency))).toBe(minor)
          expect(Math.round(toMajor(minor, currency) * 10 ** minorDigits(currency))).toBe(minor)
        },
      ),
    )
  })
})
