// Everybody who may stand before a site's door, each with what they show: for tests of who may enter.
import type { InviteAnswer, SiteRole, TokenScope } from '@farthing/contract'
import { cookieOf, type TestCollector } from './collector.ts'

type Headers = Record<string, string>

/** Invites somebody, and answers what they show once they have joined. */
export async function joined(
  collector: TestCollector,
  owner: Headers,
  siteId: string,
  role: SiteRole,
  email = `${role}.${siteId}@shop.example`,
): Promise<Headers> {
  const body = { email, role }
  const { json } = await collector.ask('POST', `/api/sites/${siteId}/members`, { headers: owner, body })
  const answer: InviteAnswer = json
  if (answer.done !== 'invited') throw new Error(`${email} was not invited: ${JSON.stringify(json)}`)
  const token = new URL(answer.path, collector.url).searchParams.get('token')
  const { headers } = await collector.ask('POST', '/api/join', { body: { token, password: 'a long password' } })
  return { cookie: cookieOf(headers) }
}

export async function program(
  collector: TestCollector,
  owner: Headers,
  siteId: string,
  scope: TokenScope,
): Promise<Headers> {
  const body = { name: `a ${scope} program`, scope }
  const { json } = await collector.ask('POST', `/api/sites/${siteId}/tokens`, { headers: owner, body })
  return { authorization: `Bearer ${json.token}` }
}

export async function guest(
  collector: TestCollector,
  owner: Headers,
  siteId: string,
  hidesAmounts: boolean,
): Promise<Headers> {
  const body = { name: 'a link', hidesAmounts }
  const { json } = await collector.ask('POST', `/api/sites/${siteId}/share-links`, { headers: owner, body })
  const token = String(json.path).split('/').at(-1)
  const { headers } = await collector.ask('POST', '/api/share', { body: { token } })
  return { cookie: cookieOf(headers) }
}
