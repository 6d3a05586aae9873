// What a member and an owner may see and change of a site's notices.
import type {
  NewNoticeHook,
  NewNoticeHookAnswer,
  NoticeHooksAnswer,
  NoticeMail,
  NoticesAnswer,
  SentNotice,
} from '@farthing/contract'
import { noticeKindSchema } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { findSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { newHookSecret, newId, provesUnsubscription, wayIn } from './id.ts'
import type { Said } from './said.ts'
import { changeWay, deleteWay, hooksOf, insertWay, mailOf, type NoticeRow, newestNotices, wayById } from './store.ts'
import { wordsFor } from './text.ts'

const MOST_SHOWN = 10
const MOST_HOOKS = 10

interface Member {
  id: string
  email: string
}

type NoticeParts = Pick<Parts, 'storage' | 'config' | 'keys'>

export async function noticesFor(
  { storage, config }: NoticeParts,
  siteId: string,
  member: Member,
): Promise<NoticesAnswer> {
  const way = await mailOf(storage.read, siteId, member.id)
  return {
    canMail: config.mail !== null,
    email: member.email,
    mail: { kinds: way?.kinds ?? [], hidesAmounts: way?.hidesAmounts ?? false },
    sent: way ? await sentBy(storage, way.id, siteId, MOST_SHOWN) : [],
  }
}

async function sentBy(storage: Storage, wayId: string, siteId: string, most: number): Promise<SentNotice[]> {
  const site = await findSite(storage.read, siteId)
  if (!site) return []
  const about = { siteName: site.name, timeZone: site.timeZone }
  return (await newestNotices(storage.read, wayId, most)).map((row) => toSent(row, about))
}

const toSent = (
  { id, kind, said, at, state, problem }: NoticeRow,
  about: Parameters<typeof wordsFor>[1],
): SentNotice => ({
  ...{ id, kind: noticeKindSchema.parse(kind), at, state, problem },
  subject: wordsFor(JSON.parse(said) as Said, about).subject,
})

export async function changeMail(
  storage: Storage,
  siteId: string,
  member: Member,
  mail: NoticeMail,
  now: number,
): Promise<void> {
  const kinds = JSON.stringify([...new Set(mail.kinds)])
  const hides_amounts = mail.hidesAmounts ? 1 : 0
  await storage.write(async (trx) => {
    const way = await mailOf(trx, siteId, member.id)
    if (mail.kinds.length === 0) return way && (await deleteWay(trx, siteId, way.id))
    if (way) return await changeWay(trx, way.id, { kinds, hides_amounts })
    const own = { member_id: member.id, url: null, secret: null }
    await insertWay(trx, { id: newId('way'), site_id: siteId, ...own, kinds, hides_amounts, created_at: now })
  })
}

export async function hooksAt(storage: Storage, siteId: string): Promise<NoticeHooksAnswer> {
  const ways = await hooksOf(storage.read, siteId)
  const hooks = ways.flatMap(({ id, to, kinds, hidesAmounts, createdAt }) =>
    to.kind === 'hook' ? [{ id, url: to.url, kinds, hidesAmounts, createdAt }] : [],
  )
  return {
    hooks: await Promise.all(
      hooks.map(async (hook) => ({ ...hook, last: (await sentBy(storage, hook.id, siteId, 1))[0] ?? null })),
    ),
  }
}

export async function addHook(
  { storage, keys }: NoticeParts,
  siteId: string,
  { url, kinds, hidesAmounts }: NewNoticeHook,
  now: number,
): Promise<NewNoticeHookAnswer> {
  const [id, secret] = [newId('way'), newHookSecret()]
  await storage.write(async (trx) => {
    if ((await hooksOf(trx, siteId)).length >= MOST_HOOKS)
      throw new Refusal('already_there', `A site has at most ${MOST_HOOKS} addresses for notices. Remove one first.`)
    const row = { member_id: null, url, secret: keys.seal(secret), hides_amounts: hidesAmounts ? 1 : 0 } as const
    await insertWay(trx, { id, site_id: siteId, ...row, kinds: JSON.stringify([...new Set(kinds)]), created_at: now })
  })
  return { id, secret }
}

/** Answers the site's name. */
export async function unsubscribe({ storage, keys }: NoticeParts, token: string): Promise<string> {
  const way = await wayById(storage.read, wayIn(token))
  const site = way && (await findSite(storage.read, way.siteId))
  if (!way || !site || !provesUnsubscription(keys, way, token))
    throw new Refusal('not_found', 'This link ends nothing any more: there are no such notices.')
  await storage.write((trx) => deleteWay(trx, way.siteId, way.id))
  return site.name
}
