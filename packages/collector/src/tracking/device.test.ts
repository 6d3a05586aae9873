import { describe, expect, it } from 'vitest'
import { deviceOf, rememberingDevices } from './device.ts'

const safari = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5'

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux', 'Desktop'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Safari/605.1.15`, 'Safari', 'macOS', 'Desktop'],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${safari} Mobile/15E148 Safari/604.1`,
    'Safari',
    'iOS',
    'Mobile',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36 Edg/137.0.0.0',
    'Edge',
    'Windows',
    'Desktop',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36',
    'Chrome',
    'Android',
    'Mobile',
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 12_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1',
    'Safari',
    'iOS',
    'Tablet',
  ],
])('%s', (userAgent, browser, os, device) => {
  expect(deviceOf(userAgent)).toEqual({ browser, os, device })
})

it.each(['', 'hello', 'x'.repeat(10_000)])('says nothing of what it does not know: %.10s', (userAgent) => {
  expect(deviceOf(userAgent)).toEqual({ browser: null, os: null, device: null })
})

describe('the memory of user agents', () => {
  it('gives the same again, and keeps the latest only', () => {
    const remembered = rememberingDevices(2)
    const [first, second] = ['Firefox/140.0', 'Opera/9.80'].map(remembered)
    expect(remembered('Firefox/140.0')).toBe(first)
    remembered('a third one')
    expect(remembered('Firefox/140.0')).toBe(first)
    expect(remembered('Opera/9.80')).not.toBe(second)
    expect(remembered('Opera/9.80')).toEqual(second)
  })
})
