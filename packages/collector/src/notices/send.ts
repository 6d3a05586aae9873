// Tells what is to be told: each notice by its way, again after a while when it did not arrive, and at last no more.
import type { Parts } from '../parts.ts'
import { findSite } from '../sites/store.ts'
import { callHook } from './hook.ts'
import { unsubscribeToken } from './id.ts'
import { sendMail } from './mail.ts'
import { mailHtml, mailText } from './mail-page.ts'
import type { Said } from './said.ts'
import { claimNotice, dueNotices, endNotice, type NoticeRow, type Way, wayById } from './store.ts'
import { wordsFor } from './text.ts'

const AT_ONCE = 10
const MINUTE = 60_000
/** After the first try, the second, …: half a day in all. */
const WAITS_MS = [1, 5, 30, 120, 600].map((minutes) => minutes * MINUTE)

type SendParts = Pick<Parts, 'storage' | 'keys' | 'config' | 'log'>

export async function sendNotices(parts: SendParts, now: number): Promise<void> {
  const due = await dueNotices(parts.storage.read, now, AT_ONCE)
  await Promise.all(due.map((notice) => sendOne(parts, notice, now)))
}

/** Longer than any try takes: who was killed over it is followed by another after this. */
const IN_FLIGHT_MS = 5 * MINUTE

async function sendOne(parts: SendParts, notice: NoticeRow, now: number): Promise<void> {
  const { storage, log } = parts
  const wait = WAITS_MS[notice.attempts]
  if (!(await storage.write((trx) => claimNotice(trx, notice, now + IN_FLIGHT_MS)))) return
  const problem = await tell(parts, notice, now)
  if (problem !== null) log.warn({ notice: notice.id, kind: notice.kind, problem }, 'a notice did not arrive')
  const state = problem === null ? 'sent' : wait === undefined ? 'failed' : 'due'
  await storage.write((trx) => endNotice(trx, notice.id, { state, problem, next_at: now + (wait ?? 0) }))
}

/** Null: it arrived. */
async function tell(parts: SendParts, notice: NoticeRow, now: number): Promise<string | null> {
  const way = await wayById(parts.storage.read, notice.way_id)
  const site = way && (await findSite(parts.storage.read, way.siteId))
  if (!way || !site) return 'Nobody is there any more to be told.'
  const said = JSON.parse(notice.said) as Said
  return way.to.kind === 'mail'
    ? await tellByMail(parts, { way, email: way.to.email, notice, said, site })
    : await tellByHook(parts, { way, to: way.to, notice, said, site, now })
}

interface Telling {
  way: Way
  notice: NoticeRow
  said: Said
  site: { id: string; name: string; timeZone: string }
}

async function tellByMail({ keys, config }: SendParts, telling: Telling & { email: string }): Promise<string | null> {
  const { way, email, notice, said, site } = telling
  if (config.mail === null) return 'No mail server is set: SMTP_URL.'
  const words = wordsFor(said, { siteName: site.name, timeZone: site.timeZone })
  const token = unsubscribeToken(keys, way)
  const base = config.publicUrl
  const links = {
    siteName: site.name,
    dashboard: base && `${base}/sites/${site.id}${words.path}`,
    unsubscribe: base && `${base}/unsubscribe/${token}`,
  }
  return await sendMail(config.mail, {
    ...{ id: notice.id, to: email, subject: words.subject },
    ...{ html: mailHtml(words, links), text: mailText(words, links) },
    unsubscribe: base && `${base}/api/notices/unsubscribe?token=${token}`,
  })
}

type ToHook = Telling & { to: Extract<Way['to'], { kind: 'hook' }>; now: number }

async function tellByHook(
  { keys, config }: SendParts,
  { to, notice, said, site, now }: ToHook,
): Promise<string | null> {
  const { subject, sentence } = wordsFor(said, { siteName: site.name, timeZone: site.timeZone })
  // `text` is what chat programs show.
  const about = { id: site.id, name: site.name }
  const body = JSON.stringify({
    id: notice.id,
    kind: notice.kind,
    at: notice.at,
    site: about,
    subject,
    text: sentence,
    said,
  })
  const secret = keys.unseal(to.secret)
  return await callHook({ url: to.url, secret, id: notice.id, body, now, privateToo: config.privateHooks })
}
