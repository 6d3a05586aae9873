// Forgets a person: their visits and names, and their names in the inbox, the facts and the evidence. The payments stay.
import { identificationsOf } from '../identity/person-store.ts'
import { allSites } from '../sites/store.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { blankEvidence, changeDelivery, changeFact, deliveriesWith, dropConnections, factsWith } from './money-store.ts'
import { type AskedPerson, type FoundPerson, findPerson, jsonTexts } from './person.ts'
import { dropIdentifications, dropPerson, dropVisits } from './store.ts'
import { withoutNames } from './without-names.ts'

export interface Forgotten {
  visits: number
  identifications: number
  /** Messages of Stripe in the inbox, and what was read out of them. */
  messages: number
  facts: number
}

const AT_ONCE = 100

export async function deletePerson(storage: Storage, asked: AskedPerson, emailKey: Buffer): Promise<Forgotten> {
  const person = await findPerson(storage.read, asked, emailKey)
  const views = await storage.write((trx) => forgetVisits(trx, asked.siteId, person))
  const money = await forgetNames(storage, asked.siteId, person)
  await storage.eraseDeleted()
  return { ...views, ...money }
}

async function forgetVisits(trx: Db, siteId: string, person: FoundPerson) {
  await takeTurn(trx, 'views')
  const said = await identificationsOf(trx, siteId, person.keys)
  const visits = person.visits.map(({ no }) => no)
  if (visits.length > 0) await dropVisits(trx, visits)
  for (const { view_id, at } of said) await dropIdentifications(trx, siteId, { viewId: view_id, at })
  if (person.id !== null) await dropPerson(trx, person.id)
  return { visits: visits.length, identifications: said.length }
}

async function forgetNames(storage: Storage, siteId: string, { names }: FoundPerson) {
  const texts = jsonTexts(names)
  const others = (await allSites(storage.read)).flatMap(({ id }) => (id === siteId ? [] : [JSON.stringify(id)]))
  // Sites that share an account may call different people by the same identifier: what names another site is that site's.
  const redacted = (body: string) =>
    others.some((other) => body.includes(other)) ? body : JSON.stringify(withoutNames(JSON.parse(body), names))
  const rewrite = async <Key>(keys: Key[], change: (trx: Db, key: Key) => Promise<boolean>) => {
    let changed = 0
    for (let from = 0; from < keys.length; from += AT_ONCE)
      await storage.write(async (trx) => {
        await takeTurn(trx, 'ledger')
        for (const key of keys.slice(from, from + AT_ONCE)) changed += (await change(trx, key)) ? 1 : 0
      })
    return changed
  }
  const messages = await rewrite(await deliveriesWith(storage.read, texts), (trx, key) =>
    changeDelivery(trx, key, redacted),
  )
  const facts = await rewrite(await factsWith(storage.read, texts), (trx, key) => changeFact(trx, key, redacted))
  await storage.write(async (trx) => {
    await blankEvidence(trx, siteId, [...names.emailHashes, ...names.customIds])
    await dropConnections(trx, siteId, names.customIds)
  })
  return { messages, facts }
}
