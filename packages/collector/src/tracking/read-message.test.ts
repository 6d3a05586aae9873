import { messageSchema } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMessage } from './read-message.ts'

const good = {
  site: fc.constantFrom('site_abcdefgh', 'site_0123456789abcdef'),
  viewId: fc.base64String({ minLength: 20, maxLength: 60 }).map((text) => text.replace(/[+/=]/g, '_').padEnd(16, 'x')),
  age: fc.option(fc.integer({ min: 0, max: 86_400_000 }), { nil: undefined }),
}

const view = fc.record(
  {
    ...good,
    type: fc.constant('view'),
    url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    referrer: fc.option(fc.webUrl(), { nil: undefined }),
    stripeSessionId: fc.option(fc.string({ maxLength: 310 }), { nil: undefined }),
    automated: fc.option(fc.boolean(), { nil: undefined }),
    clock: fc.option(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), { nil: undefined }),
    more: fc.anything(),
  },
  { requiredKeys: ['site', 'viewId', 'type', 'url'] },
)

const engagement = fc.record(
  {
    ...good,
    type: fc.constant('engagement'),
    engagedMs: fc.integer({ min: 0, max: 90_000_000 }),
    scrollDepth: fc.option(fc.integer({ min: -1, max: 101 }), { nil: undefined }),
  },
  { requiredKeys: ['site', 'viewId', 'type', 'engagedMs'] },
)

const odd = fc.oneof(
  fc.anything(),
  fc.string(),
  fc.double(),
  fc.constantFrom(
    '',
    ' https://shop.example/',
    'https://shop.example/a b',
    'ftp://shop.example/',
    'javascript:alert(1)',
  ),
  fc.constantFrom('site_abc', 'site_abcdefgh\n', 'x'.repeat(5_000), `https://shop.example/${'x'.repeat(5_000)}`, null),
  fc.constantFrom('https://', 'http://[', 'https:shop.example', 'HTTPS://SHOP.EXAMPLE/', 'https://shop.example\\a'),
)

/** A good message of which one field is something else. */
const spoilt = fc
  .tuple(fc.oneof(view, engagement), fc.constantFrom('site', 'viewId', 'age', 'type', 'url', 'referrer', 'clock'), odd)
  .map(([message, field, value]) => ({ ...message, [field]: value }))

/** As it comes over the wire. */
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null')

describe('a message that is read by hand', () => {
  it('is what the schema reads, or is left to the schema', () => {
    fc.assert(
      fc.property(fc.oneof(view, engagement, spoilt, fc.anything()), (given) => {
        const body = overTheWire(given)
        const read = readMessage(body)
        if (read !== null) expect(messageSchema.safeParse(body)).toEqual({ success: true, data: read })
      }),
      { numRuns: 2_000 },
    )
  })

  it('is nearly every good one', () => {
    const common = { site: 'site_abcdefgh', viewId: 'abcdefghijklmnopqrstuv', age: 0 }
    const url = 'https://shop.example/a?b=c#d'
    for (const body of [
      { ...common, type: 'view', url },
      {
        ...common,
        type: 'view',
        url,
        referrer: '',
        automated: false,
        stripeSessionId: 'cs_test_1',
        clock: 1_780_000_000_000,
      },
      { ...common, type: 'engagement', engagedMs: 12, scrollDepth: 100 },
    ])
      expect(readMessage(body)).toEqual(body)
  })
})
