// The members of a site over HTTP; who may enter is said at the mount.
import { inviteSchema, roleChangeSchema } from '@farthing/contract'
import { type Request, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { changeRole, invite, membersAt, removeMember } from './members.ts'
import { deleteInvitation } from './membership-store.ts'

type SiteRequest = Request<{ siteId: string }>
type MemberRequest = Request<{ siteId: string; id: string }>

export function memberRoutes({ storage, clock }: Pick<Parts, 'storage' | 'clock'>): Router {
  const routes = Router({ mergeParams: true })
  const now = (siteId: string) => membersAt(storage, siteId, clock())
  routes.get('/', async (req: SiteRequest, res) => {
    res.json(await now(req.params.siteId))
  })
  routes.post('/', async (req: SiteRequest, res) => {
    const answer = await invite(storage, req.params.siteId, parseBody(inviteSchema, req.body), clock())
    res.status(201).json(answer)
  })
  routes.patch('/:id', async (req: MemberRequest, res) => {
    const { role } = parseBody(roleChangeSchema, req.body)
    await changeRole(storage, req.params.siteId, req.params.id, role, clock())
    res.json(await now(req.params.siteId))
  })
  routes.delete('/invitations/:id', async (req: MemberRequest, res) => {
    const deleted = await storage.write((trx) => deleteInvitation(trx, req.params.siteId, req.params.id))
    if (!deleted) throw new Refusal('not_found', 'There is no such invitation here: it was taken, or has ended.')
    res.json(await now(req.params.siteId))
  })
  routes.delete('/:id', async (req: MemberRequest, res) => {
    await removeMember(storage, req.params.siteId, req.params.id)
    res.json(await now(req.params.siteId))
  })
  return routes
}
