// The notices of a site over HTTP; who may enter is said at the mount. And the door of who has had enough.
import { newNoticeHookSchema, noticeMailSchema, type Unsubscribed } from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { addHook, changeMail, hooksAt, noticesFor, unsubscribe } from './notices.ts'
import { deleteWay } from './store.ts'

type SiteRequest = Request<{ siteId: string }>
type NoticeParts = Pick<Parts, 'storage' | 'config' | 'keys' | 'clock'>

/** The admin room knows who asks; only people get here. */
export type MemberOf = (res: Response) => { id: string; email: string } | null

export function noticeRoutes(parts: NoticeParts, memberOf: MemberOf): Router {
  const { storage, clock } = parts
  const routes = Router({ mergeParams: true })
  const mine = (res: Response) => {
    const member = memberOf(res)
    if (!member) throw new Refusal('not_signed_in', 'Sign in with your own account first.')
    return member
  }
  routes.get('/', async (req: SiteRequest, res) => {
    res.json(await noticesFor(parts, req.params.siteId, mine(res)))
  })
  routes.put('/', async (req: SiteRequest, res) => {
    await changeMail(storage, req.params.siteId, mine(res), parseBody(noticeMailSchema, req.body), clock())
    res.json(await noticesFor(parts, req.params.siteId, mine(res)))
  })
  return routes
}

export function noticeHookRoutes(parts: NoticeParts): Router {
  const { storage, clock } = parts
  const routes = Router({ mergeParams: true })
  routes.get('/', async (req: SiteRequest, res) => {
    res.json(await hooksAt(storage, req.params.siteId))
  })
  routes.post('/', async (req: SiteRequest, res) => {
    const asked = parseBody(newNoticeHookSchema, req.body)
    res.status(201).json(await addHook(parts, req.params.siteId, asked, clock()))
  })
  routes.delete('/:id', async (req: Request<{ siteId: string; id: string }>, res) => {
    const { siteId, id } = req.params
    if (!(await hooksOf(parts, siteId)).includes(id)) throw new Refusal('not_found', 'There is no such address here.')
    await storage.write((trx) => deleteWay(trx, siteId, id))
    res.json(await hooksAt(storage, siteId))
  })
  return routes
}

/** Nobody ends a member's emails at the door of the addresses. */
const hooksOf = async ({ storage }: NoticeParts, siteId: string) =>
  (await hooksAt(storage, siteId)).hooks.map(({ id }) => id)

/** For everybody who holds a link: mail programs come here without a cookie and without JSON (RFC 8058). */
export function unsubscribeRoutes(parts: NoticeParts): Router {
  const routes = Router()
  routes.post('/', async (req, res) => {
    const token = typeof req.query.token === 'string' ? req.query.token : ''
    res.json({ siteName: await unsubscribe(parts, token) } satisfies Unsubscribed)
  })
  return routes
}
