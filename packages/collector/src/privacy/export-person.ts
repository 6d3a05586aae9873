// Everything that is kept of a person, for the person.
import { identificationsOf } from '../identity/person-store.ts'
import type { Db } from '../storage/schema.ts'
import { deliveriesWith, paymentsOf } from './money-store.ts'
import { type AskedPerson, findPerson, jsonTexts } from './person.ts'
import { happeningsOf } from './views-store.ts'

export async function exportPerson(db: Db, asked: AskedPerson, emailKey: Buffer) {
  const person = await findPerson(db, asked, emailKey)
  const names = [...person.names.emailHashes, ...person.names.customIds]
  const visitIds = person.visits.map(({ id }) => id)
  return {
    site: asked.siteId,
    /** Null: nobody is known by this name. */
    person: person.id,
    names: person.keys.map(({ kind, value }) => (kind === 'email' ? { emailHash: value } : { customId: value })),
    identifications: await identificationsOf(db, asked.siteId, person.keys),
    visits: person.visits,
    ...(await happeningsOf(
      db,
      person.visits.map(({ no }) => no),
    )),
    payments: await paymentsOf(db, asked.siteId, visitIds, names),
    /** Messages of Stripe in the inbox that carry one of the names. */
    messages: (await deliveriesWith(db, jsonTexts(person.names))).map(({ id }) => id),
  }
}
