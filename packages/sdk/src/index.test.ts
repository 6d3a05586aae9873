import { expect, test } from 'vitest'
import * as sdk from './index.ts'

test('on a server, importing and calling does nothing and throws nothing', async () => {
  const farthing = sdk.init({ site: 'site_abcdefgh', api: 'https://collector.example' })
  sdk.track('x')
  sdk.identify({ email: 'ada@shop.example' })
  sdk.pageview()
  sdk.optOut()
  sdk.optIn()
  expect(sdk.getViewId()).toBe('')
  expect([sdk.getVisitorId(), sdk.getSessionId()]).toEqual([null, null])
  expect(sdk.checkoutMetadata()).toEqual({})
  expect(await sdk.variant('price')).toBe('')
  expect(await farthing.ready).toEqual({ visitorId: null, sessionId: null, viewId: '' })
})
