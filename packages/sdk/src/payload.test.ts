import { type Message, messageSchema } from '@farthing/contract'
import { expect, expectTypeOf, test } from 'vitest'
import type { Saying } from './payload.ts'

type Sent = Saying & { site: string; viewId: string; age: number }

const where = { site: 'site_abcdefgh', viewId: 'view_1_2_3_4567890', age: 0 }

test('whatever the tracker can say is a message of the contract', () => {
  expectTypeOf<Sent>().toExtend<Message>()
})

test.each<Saying>([
  { type: 'view', url: 'https://shop.example/', referrer: '', stripeSessionId: undefined, automated: false },
  { type: 'view', url: 'https://shop.example/', referrer: 'https://x.example/', stripeSessionId: 'cs_test_a1B2c3D4' },
  { type: 'engagement', engagedMs: 1200, scrollDepth: 40 },
  {
    type: 'event',
    eventId: 'view_1_2_3_4567891',
    name: 'bought',
    url: 'https://shop.example/',
    props: { a: 1, b: true },
  },
  { type: 'identify', email: 'ada@shop.example', customId: undefined },
])('the collector understands %j', (saying) => {
  const onTheWire: unknown = JSON.parse(JSON.stringify({ ...where, ...saying }))
  expect(messageSchema.safeParse(onTheWire).error).toBeUndefined()
})
