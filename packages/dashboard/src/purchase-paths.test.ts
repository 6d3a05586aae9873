// What an owner copies works as it is: the server's lines against Stripe's own types, the page's lines by running them.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { pathWords, purchasePaths, redirectUrl, type Snippet, snippetsOf } from './purchase-paths.ts'
import { siteAt } from './testing/site.ts'

const site = siteAt(['shop.example'])
const all = purchasePaths.flatMap((path) => snippetsOf(path, site))
const of = (kind: Snippet['kind']) => all.filter((one) => one.kind === kind)

it.each([
  [['shop.example'], 'https://shop.example/thanks?stripe_session_id={CHECKOUT_SESSION_ID}'],
  [['localhost:4244'], 'http://localhost:4244/thanks?stripe_session_id={CHECKOUT_SESSION_ID}'],
  [['*.shop.example', 'www.shop.example'], 'https://www.shop.example/thanks?stripe_session_id={CHECKOUT_SESSION_ID}'],
  [['*.shop.example'], 'https://your-site.example/thanks?stripe_session_id={CHECKOUT_SESSION_ID}'],
])('leads back to %j', (hosts, url) => {
  expect(redirectUrl(siteAt(hosts))).toBe(url)
})

it.each(purchasePaths)('says of %s what to do and what it cannot show, and gives something to copy', (path) => {
  expect(pathWords[path].todo).toMatch(/\.$/)
  expect(pathWords[path].limits).toMatch(/\.$/)
  expect(snippetsOf(path, site).length).toBeGreaterThan(0)
})

/** TypeScript's complaints about `text` as the body of a handler; none is an empty text. */
async function complaintsAbout(text: string): Promise<string> {
  // Inside the package, so that Stripe's types are found.
  const folder = await mkdtemp(join(import.meta.dirname, '../.snippet-'))
  const program = `import type { Stripe } from 'stripe'
declare const stripe: Stripe
declare const request: { body: { metadata: Record<string, string> } }
declare const response: { json: (answer: object) => void }
export async function handler() {
${text}
}
`
  await writeFile(join(folder, 'handler.ts'), program)
  const tsc = createRequire(import.meta.url)
    .resolve('typescript/package.json')
    .replace('package.json', 'bin/tsc')
  const options = '--noEmit --strict --skipLibCheck --target es2022 --module nodenext --types node'.split(' ')
  try {
    return await new Promise<string>((resolve) =>
      execFile(process.execPath, [tsc, ...options, join(folder, 'handler.ts')], (_error, out, trouble) =>
        resolve(`${out}${trouble}`.trim()),
      ),
    )
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('on the server', () => {
  it.each(of('server').map((one) => [one.label, one.text]))(
    '%s is what Stripe’s types ask for',
    async (_, text) => {
      expect(await complaintsAbout(text)).toBe('')
    },
    60_000,
  )

  it('would be noticed with a wrong name', async () => {
    const wrong = (of('server')[0]?.text ?? '').replace('line_items', 'lineItems')
    expect(await complaintsAbout(wrong)).toContain('lineItems')
  }, 60_000)

  it('gives the ids to the subscription too, so that its renewals carry them', () => {
    expect(snippetsOf('subscription', site).at(-1)?.text).toContain('subscription_data: { metadata }')
  })
})

describe('in the page', () => {
  const metadata = { websiteId: 'site_abcdefgh', viewId: 'view_1' }

  it.each(of('page').map((one) => [one.label, one.text]))('%s sends the ids to the server', async (_, text) => {
    const sent: Array<{ metadata: unknown }> = []
    const mounted: string[] = []
    const gone: string[] = []
    const answer = { url: 'https://checkout.stripe.com/c/pay/cs_1', clientSecret: 'pi_1_secret_2' }
    const elements = () => ({ create: () => ({ mount: (where: string) => mounted.push(where) }) })
    await runInNewContext(`(async () => {${text}\n})()`, {
      window: {
        farthing: { checkoutMetadata: () => metadata },
        location: { assign: (url: string) => gone.push(url) },
        stripe: { elements },
      },
      fetch: async (_path: string, { body }: { body: string }) => {
        sent.push(JSON.parse(body))
        return { json: async () => answer }
      },
      JSON,
    })
    expect(sent).toEqual([{ metadata }])
    expect([...gone, ...mounted]).toHaveLength(1)
  })
})

it.each(of('markup').map((one) => one.text))('is an element that the script decorates: %s', (text) => {
  expect(text).toMatch(
    /^<script async src="https:\/\/js\.stripe\.com\/v3\/(pricing-table|buy-button)\.js"><\/script>\n/,
  )
  expect(text).toMatch(/<(stripe-pricing-table|stripe-buy-button)\n[\s\S]*<\/\1>$/)
})
