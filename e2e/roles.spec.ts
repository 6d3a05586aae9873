// Everybody who may look at a site, each in a browser of their own, asks at every route of it: what the API's own document says of
// who may enter is what happens.
import { type Browser, expect, type Page } from '@playwright/test'
import { setUpInBrowser } from './support/owner.ts'
import { type Parts, test } from './support/story.ts'

const standings = ['nobody', 'guest', 'viewer', 'admin', 'owner'] as const
type Standing = (typeof standings)[number]

interface Route {
  method: string
  path: string
  least: Standing
}

interface Operation {
  description?: string
}

/** Those of a site, with what is not there in place of what a path names. */
async function routesOf({ collector, siteId }: Parts): Promise<Route[]> {
  const document = await (await fetch(`${collector.url}/api/openapi.json`)).json()
  const paths = Object.entries(document.paths as Record<string, Record<string, Operation>>)
  return paths
    .filter(([path]) => path.startsWith('/api/sites/{siteId}'))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { description = '' }]) => {
        const said = /\bFor an? (\w+) of the site at least/.exec(description)?.[1]
        const least = standings.find((one) => one === said)
        if (!least) throw new Error(`the document does not say who may ${method} ${path}`)
        const named = path.replace('{siteId}', siteId).replace(/\{\w+\}/g, 'nothing_1')
        return { method: method.toUpperCase(), path: named, least }
      }),
    )
}

/** Statuses in the order of the routes. Bodies are not waited for: a stream never ends. */
const ask = (page: Page, routes: readonly Route[]): Promise<number[]> =>
  page.evaluate(async (asked) => {
    const statuses: number[] = []
    for (const { method, path } of asked) {
      const stop = new AbortController()
      const body = method === 'GET' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } }
      statuses.push((await fetch(path, { method, signal: stop.signal, ...body })).status)
      stop.abort()
    }
    return statuses
  }, routes)

/** What a link that is shown once leads to. */
async function newcomer(browser: Browser, owner: Page, link: RegExp): Promise<Page> {
  const shown = owner.locator('.once code').filter({ hasText: link })
  await expect(shown).toBeVisible()
  const page = await (await browser.newContext()).newPage()
  await page.goto((await shown.textContent()) ?? '')
  return page
}

async function invited(browser: Browser, owner: Page, role: 'Viewer' | 'Admin'): Promise<Page> {
  const members = owner.getByRole('region', { name: 'Members' })
  await owner.reload()
  await members.getByLabel('Invite somebody').fill(`${role.toLowerCase()}@shop.example`)
  await members.getByLabel('As', { exact: true }).selectOption({ label: role })
  await members.getByRole('button', { name: 'Invite', exact: true }).click()
  const page = await newcomer(browser, owner, /\/join/)
  await page.getByLabel('Password', { exact: true }).fill('another long password')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page).toHaveURL(/\/sites/)
  return page
}

async function guest(browser: Browser, owner: Page): Promise<Page> {
  const links = owner.getByRole('region', { name: 'Share links' })
  await links.getByLabel('New link for').fill('Agency')
  await links.getByRole('button', { name: 'Make link' }).click()
  const page = await newcomer(browser, owner, /\/share/)
  await expect(page).toHaveURL(/\/sites/)
  return page
}

test('everybody gets at what is for them, and at nothing else', async ({ browser, parts }) => {
  const { collector, siteId } = parts
  const routes = await routesOf(parts)
  for (const standing of standings.slice(1)) expect(routes.some(({ least }) => least === standing)).toBe(true)

  const owner = await setUpInBrowser(browser, collector)
  await owner.goto(`${collector.url}/sites/${siteId}/settings/access`)
  const nobody = await (await browser.newContext()).newPage()
  await nobody.goto(`${collector.url}/login`)
  const pages: Record<Standing, Page> = {
    nobody,
    guest: await guest(browser, owner),
    viewer: await invited(browser, owner, 'Viewer'),
    admin: await invited(browser, owner, 'Admin'),
    owner,
  }
  for (const standing of standings) {
    const statuses = await ask(pages[standing], routes)
    const wrong = routes.flatMap(({ method, path, least }, at) => {
      const status = statuses[at] ?? 0
      const mayEnter = standings.indexOf(standing) >= standings.indexOf(least)
      const isRight = mayEnter
        ? ![401, 403].includes(status) && status < 500
        : status === (standing === 'nobody' ? 401 : 403)
      return isRight ? [] : [`${standing}: ${method} ${path} ${status}, for ${least}`]
    })
    expect(wrong).toEqual([])
  }
})
