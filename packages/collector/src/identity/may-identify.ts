// Whether a site takes an identity from a browser: always, or only with a signature of its server.
import type { IdentifyMessage } from '@farthing/contract'
import type { Keys } from '../storage/keys.ts'
import type { Db } from '../storage/schema.ts'
import { findIdentitySecret } from './secret-store.ts'
import { isSigned } from './signature.ts'

export type MayIdentify = (db: Db, message: IdentifyMessage) => Promise<boolean>

/** A wrong signature is refused also where none is needed: somebody tried. */
export const identityGuard =
  (keys: Pick<Keys, 'unseal'>): MayIdentify =>
  async (db, { site, signature, ...identity }) => {
    const kept = await findIdentitySecret(db, site)
    if (!kept || (kept.required === 0 && signature === undefined)) return true
    return isSigned(keys.unseal(kept.secret), identity, signature)
  }
