// A site, views of it as a browser would send them, and what the tests look at afterwards.
import type { ViewMessage } from '@farthing/contract'
import { keptSalts } from '../../identity/salts.ts'
import type { SiteRecord } from '../../sites/site.ts'
import type { Storage } from '../../storage/open.ts'
import { recordViews } from '../record-view.ts'

export const site: SiteRecord = {
  id: 'site_abcdefgh',
  name: 'Shop',
  hosts: ['shop.example'],
  timeZone: 'Europe/Paris',
  currency: 'eur',
  createdAt: 0,
}

export const viewIdOf = (name: string | number): string => `view-${name}`.padEnd(22, '_')

export interface Sent {
  name: string | number
  /** Milliseconds since 1970. */
  at: number
  /** When it arrives; at once when absent. */
  now?: number
  path?: string
  referrer?: string
  stripeSessionId?: string
  storedVisitorId?: string
  /** What the device's clock shows when the page is viewed. */
  clock?: number
}

export const messageOf = ({
  name,
  path = '/',
  referrer,
  stripeSessionId,
  storedVisitorId,
  clock,
}: Sent): ViewMessage => ({
  type: 'view',
  site: site.id,
  viewId: viewIdOf(name),
  url: `https://shop.example${path}`,
  ...(referrer === undefined ? {} : { referrer }),
  ...(stripeSessionId === undefined ? {} : { stripeSessionId }),
  ...(storedVisitorId === undefined ? {} : { storedVisitorId }),
  ...(clock === undefined ? {} : { clock }),
})

export const ada = { ip: '203.0.113.9', userAgent: 'Firefox' }

/** Salts that differ from call to call and are the same in every test. */
export function countingSalts(): () => string {
  let made = 0
  return () => `salt ${++made}`
}

export async function send(storage: Storage, sent: Sent, newSalt: () => string, browser = ada) {
  const now = sent.now ?? sent.at
  const message = { ...messageOf(sent), age: now - sent.at }
  const [recorded] = await storage.write((trx) =>
    recordViews(trx, [{ message, site, browser, now }], keptSalts(newSalt)),
  )
  if (!recorded) throw new Error('the view was not recorded')
  return recorded
}

/** Every visit with its views, without the names that depend on which view came first and the clock's mask, which is chance. */
export async function visitsIn(storage: Storage) {
  const visits = await storage.read.selectFrom('visit').selectAll().execute()
  const views = await storage.read.selectFrom('view').select(['id', 'visit_id']).orderBy('id').execute()
  return visits
    .map(({ no, id, visitor_id, last_tick, ...visit }) => ({
      ...visit,
      of: views.filter((view) => view.visit_id === id).map((view) => view.id),
    }))
    .sort((a, b) => a.started_at - b.started_at || (a.of.join() < b.of.join() ? -1 : 1))
}
