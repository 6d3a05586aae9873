// The way to Stripe: decorated links, widgets and forms.
import { expect, test } from './support/test.ts'

const links = `
  <a id="plain" href="https://buy.stripe.com/test_1?prefilled_email=a%40b.example#f"><b id="child">Buy</b></a>
  <a id="donate" href="https://donate.stripe.com/x">Donate</a>
  <a id="book" href="https://book.stripe.com/x">Book</a>
  <a id="own" href="https://buy.stripe.com/x?client_reference_id=order-42">Buy</a>
  <a id="empty" href="https://buy.stripe.com/x?client_reference_id=">Buy</a>
  <a id="host" href="http://pay.shop.example:4243/x">Buy</a>
  <a id="port" href="http://pay.shop.example/x">Buy</a>
  <a id="evil" href="https://buy.stripe.com.evil.example/x">Buy</a>
  <a id="inner" href="/inner">Inner</a>`

const press = (selector: string) => {
  const target = document.querySelector(selector)
  target?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }))
}

test('61: Payment Links on Stripe’s hosts and on own hosts get the viewId; others stay as they are', async ({
  page,
  scene,
}) => {
  scene.put('/', { attributes: 'data-payment-hosts="localhost:4243 pay.shop.example:4243"', body: links })
  await scene.open('/')
  for (const id of ['child', 'donate', 'book', 'own', 'empty', 'host', 'port', 'evil', 'inner']) {
    await page.evaluate(press, `#${id}`)
  }
  const id = await page.evaluate(() => window.farthing?.viewId)
  const hrefs = await page.evaluate(() => [...document.querySelectorAll('a')].map((link) => link.href))
  expect(hrefs).toEqual([
    `https://buy.stripe.com/test_1?client_reference_id=${id}&prefilled_email=a%40b.example#f`,
    `https://donate.stripe.com/x?client_reference_id=${id}`,
    `https://book.stripe.com/x?client_reference_id=${id}`,
    'https://buy.stripe.com/x?client_reference_id=order-42',
    `https://buy.stripe.com/x?client_reference_id=${id}`,
    `http://pay.shop.example:4243/x?client_reference_id=${id}`,
    'http://pay.shop.example/x',
    'https://buy.stripe.com.evil.example/x',
    `${scene.shop.origin}/inner`,
  ])
})

test('61: a real click arrives at the Payment Link with the viewId', async ({ page, scene }) => {
  const host = new URL(scene.shop.origin).host
  scene.put('/', { attributes: `data-payment-hosts="${host}"`, body: '<a href="/pay">Buy</a>' })
  scene.shop.pages.set('/pay', { html: 'pay' })
  await scene.open('/')
  const id = await page.evaluate(() => window.farthing?.viewId)
  await page.click('a')
  await page.waitForURL(`${scene.shop.origin}/pay?client_reference_id=${id}`)
})

test('42: the keyboard follows the link with the viewId', async ({ page, scene }) => {
  const host = new URL(scene.shop.origin).host
  scene.put('/', { attributes: `data-payment-hosts="${host}"`, body: '<a href="/pay">Buy</a>' })
  scene.shop.pages.set('/pay', { html: 'pay' })
  await scene.open('/')
  const id = await page.evaluate(() => window.farthing?.viewId)
  await page.focus('a')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${scene.shop.origin}/pay?client_reference_id=${id}`)
})

test('32: a middle click opens the Payment Link with the viewId', async ({ page, context, scene }) => {
  const host = new URL(scene.shop.origin).host
  scene.put('/', { attributes: `data-payment-hosts="${host}"`, body: '<a href="/pay">Buy</a>' })
  scene.shop.pages.set('/pay', { html: 'pay' })
  await scene.open('/')
  const id = await page.evaluate(() => window.farthing?.viewId)
  const opened = context.waitForEvent('page')
  await page.click('a', { button: 'middle' })
  await (await opened).waitForURL(`${scene.shop.origin}/pay?client_reference_id=${id}`)
})

test('43: links in shadow roots and links added later', async ({ page, scene }) => {
  scene.put('/', { body: '<div id="host"></div>' })
  await scene.open('/')
  const result = await page.evaluate(() => {
    const root = document.querySelector('#host')?.attachShadow({ mode: 'open' })
    if (!root) throw new Error('no root')
    root.innerHTML = '<a href="https://buy.stripe.com/x"><span>Buy</span></a>'
    root.querySelector('span')?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }))
    return [root.querySelector('a')?.href, window.farthing?.viewId]
  })
  expect(result[0]).toBe(`https://buy.stripe.com/x?client_reference_id=${result[1]}`)
})

test('62: after a client-side navigation the link carries the new view', async ({ page, scene }) => {
  scene.put('*', { body: '<a href="https://buy.stripe.com/x">Buy</a>' })
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.evaluate(press, 'a')
  await page.evaluate(() => history.pushState({}, '', '/two'))
  await scene.expectMessages('view', 2)
  await page.evaluate(press, 'a')
  const [href, id] = await page.evaluate(() => [document.querySelector('a')?.href, window.farthing?.viewId])
  expect(href).toBe(`https://buy.stripe.com/x?client_reference_id=${id}`)
})

test('61: window.open of a Payment Link carries the viewId; other calls pass untouched', async ({ page, scene }) => {
  await page.addInitScript(() => {
    const calls: unknown[][] = []
    Object.assign(window, {
      calls,
      open: (...call: unknown[]) => {
        calls.push(call)
        return null
      },
    })
  })
  scene.put('/')
  await scene.open('/')
  const [calls, id] = await page.evaluate(() => {
    window.open('https://buy.stripe.com/x', '_blank', 'noopener')
    window.open(new URL('https://buy.stripe.com/y'))
    window.open('/help', 'help')
    window.open('')
    window.open()
    return [Reflect.get(window, 'calls'), window.farthing?.viewId]
  })
  expect(calls).toEqual([
    [`https://buy.stripe.com/x?client_reference_id=${id}`, '_blank', 'noopener'],
    [`https://buy.stripe.com/y?client_reference_id=${id}`],
    [`${scene.shop.origin}/help`, 'help'],
    [''],
    [undefined],
  ])
})

test('61: pricing tables and buy buttons get the viewId, also those added later', async ({ page, scene }) => {
  scene.put('/', {
    body: `<stripe-pricing-table id="a"></stripe-pricing-table>
      <stripe-buy-button id="b"></stripe-buy-button>
      <stripe-buy-button id="own" client-reference-id="order-42"></stripe-buy-button>`,
  })
  await scene.open('/')
  const result = await page.evaluate(async () => {
    document.body.insertAdjacentHTML('beforeend', '<div><stripe-pricing-table id="late"></stripe-pricing-table></div>')
    await new Promise((resolve) => setTimeout(resolve))
    const all = ['#a', '#b', '#own', '#late'].map((id) => document.querySelector(id))
    return {
      id: window.farthing?.viewId,
      references: all.map((widget) => widget?.getAttribute('client-reference-id')),
    }
  })
  expect(result.references).toEqual([result.id, result.id, 'order-42', result.id])
})

test('61: UTM parameters of the landing page are passed on if asked, and never over the link’s own', async ({
  page,
  scene,
}) => {
  scene.put('*', {
    attributes: 'data-pass-utm',
    body: '<a href="https://buy.stripe.com/x?utm_medium=own&locale=de">Buy</a>',
  })
  await scene.open('/lp?a=1&utm_source=news%20letter&utm_medium=email&gclid=x')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => history.pushState({}, '', '/shop'))
  await page.evaluate(press, 'a')
  await page.evaluate(press, 'a')
  const href = await page.getAttribute('a', 'href')
  const { searchParams } = new URL(href ?? '')
  expect(Object.fromEntries(searchParams)).toEqual({
    utm_source: 'news letter',
    utm_medium: 'own',
    locale: 'de',
    client_reference_id: await page.evaluate(() => window.farthing?.viewId),
  })
})

test('61: without being asked, no UTM parameter is passed on', async ({ page, scene }) => {
  scene.put('/lp', { body: '<a href="https://buy.stripe.com/x">Buy</a>' })
  await scene.open('/lp?utm_source=news')
  await page.evaluate(press, 'a')
  expect(await page.getAttribute('a', 'href')).not.toContain('utm_')
})

test('61: a hidden field with the attribute gets the viewId, also in a form added later; its own value stays', async ({
  page,
  scene,
}) => {
  scene.put('/', {
    body: `<form action="/checkout"><input type="hidden" name="metadata[viewId]" data-farthing-checkout><button>Buy</button></form>
      <form><input type="hidden" name="viewId" value="own" data-farthing-checkout></form>`,
  })
  scene.shop.pages.set('/checkout', { html: 'checkout' })
  await scene.open('/')
  const [id, own, late] = await page.evaluate(async () => {
    document.body.insertAdjacentHTML('beforeend', '<input id="late" type="hidden" data-farthing-checkout>')
    await new Promise((resolve) => setTimeout(resolve))
    const fields = [...document.querySelectorAll<HTMLInputElement>('input')]
    return [window.farthing?.viewId, fields[1]?.value, fields[2]?.value]
  })
  expect([own, late]).toEqual(['own', id])
  await page.click('button')
  await page.waitForURL(`**/checkout?metadata%5BviewId%5D=${id}`)
})

test('43, 61: widgets in shadow roots that were there before, come later, or change', async ({ page, scene }) => {
  const button = '<stripe-buy-button></stripe-buy-button>'
  scene.put('/', {
    body: `<div id="before"></div><div id="after"></div>
      <script>before.attachShadow({ mode: 'open' }).innerHTML = '<p id="inner"></p>${button}'
      before.shadowRoot.querySelector('#inner').attachShadow({ mode: 'open' }).innerHTML = '${button}'</script>`,
  })
  await scene.open('/')
  const result = await page.evaluate(async (html) => {
    const reference = (root?: ShadowRoot | null) =>
      [...(root?.querySelectorAll('stripe-buy-button') ?? [])].map((widget) =>
        widget.getAttribute('client-reference-id'),
      )
    const root = document.querySelector('#after')?.attachShadow({ mode: 'open' })
    if (root) root.innerHTML = html
    await new Promise((resolve) => setTimeout(resolve))
    root?.append(document.createElement('stripe-buy-button'))
    await new Promise((resolve) => setTimeout(resolve))
    const before = document.querySelector('#before')?.shadowRoot
    const all = [before, before?.querySelector('#inner')?.shadowRoot, root].flatMap(reference)
    return all.map((id) => id === window.farthing?.viewId)
  }, button)
  expect(result).toEqual([true, true, true, true])
})
