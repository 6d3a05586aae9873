// The keys of this installation: random data keys, wrapped by the master secret, so that changing the master changes no hash.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Storage } from './open.ts'
import type { Db } from './schema.ts'

export interface Keys {
  /** AES-256-GCM under the data key; the result is text. */
  seal(plain: string): string
  /** Throws when the text was not sealed here or was changed. */
  unseal(sealed: string): string
  /** The key of one site's email hashes. */
  emailKey(siteId: string): Buffer
}

const names = ['data_key', 'email_key'] as const

/** Makes the keys at the first start. A wrong master secret is an error here, and not a wrong hash later. */
export async function openKeys(storage: Storage, masterSecret: string): Promise<Keys> {
  const master = derive(Buffer.from(masterSecret), 'farthing master')
  const [dataKey, emailKey] = await storage.write(async (trx) => [
    await dataKeyNamed(trx, names[0], master),
    await dataKeyNamed(trx, names[1], master),
  ])
  if (!dataKey || !emailKey) throw new Error('the data keys could not be made')
  const emailKeys = new Map<string, Buffer>()
  const emailKeyOf = (siteId: string): Buffer => {
    const key = emailKeys.get(siteId) ?? derive(emailKey, `email ${siteId}`)
    emailKeys.set(siteId, key)
    return key
  }
  return {
    seal: (plain) => seal(dataKey, Buffer.from(plain)),
    unseal: (sealed) => unseal(dataKey, sealed).toString(),
    emailKey: emailKeyOf,
  }
}

async function dataKeyNamed(trx: Db, name: (typeof names)[number], master: Buffer): Promise<Buffer> {
  // Several collectors may start at once on one database: the first key stored is everybody's.
  await trx
    .insertInto('setting')
    .values({ key: name, value: seal(master, randomBytes(32)) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const row = await trx.selectFrom('setting').select('value').where('key', '=', name).executeTakeFirstOrThrow()
  try {
    return unseal(master, row.value)
  } catch (cause) {
    throw new Error(
      'FARTHING_SECRET is not the one this database was made with. Start with the old secret (by default it is kept in the file "secret" in FARTHING_DATA).',
      { cause },
    )
  }
}

/**
 * Wraps the data keys under a new master secret. What they sealed and hashed stays as it is; collectors that run go on with
 * the keys they have, and need the new secret at their next start. All of it happens, or nothing.
 */
export async function rewrapKeys(storage: Storage, from: string, to: string): Promise<void> {
  const [before, after] = [from, to].map((secret) => derive(Buffer.from(secret), 'farthing master'))
  if (!before || !after) throw new Error('two secrets are needed')
  await storage.write(async (trx) => {
    for (const name of names) {
      const value = seal(after, await dataKeyNamed(trx, name, before))
      await trx.updateTable('setting').set({ value }).where('key', '=', name).execute()
    }
  })
}

const derive = (key: Buffer, purpose: string) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32))

function seal(key: Buffer, plain: Buffer): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function unseal(key: Buffer, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
}
