// Takes in what an owner gives to connect Stripe: a key is tried at Stripe before it is stored.
import type { StripeSettings } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import type { Keys } from '../storage/keys.ts'
import type { Db } from '../storage/schema.ts'
import { type Examined, examineKey } from './check-key.ts'
import type { StripeApi } from './client.ts'
import { modeOfKey } from './connection.ts'
import { saveConnection } from './connection-store.ts'
import { keepCheck } from './keep-check.ts'
import { changeSecrets } from './kept-secrets.ts'
import { hintOf, withoutSecret, withSecret } from './signing-secrets.ts'

/** Absent leaves, null removes. A key that Stripe refuses is refused; one that nobody could try is stored as unchecked. */
export async function connect(parts: Parts, api: StripeApi, siteId: string, settings: StripeSettings): Promise<void> {
  const { storage, keys, clock } = parts
  const { apiKey } = settings
  refuseUnconfirmed(settings)
  const exam = apiKey ? await examineKey(api, apiKey, clock) : null
  if (exam?.kind === 'invalid') throw new Refusal('invalid_key', exam.sentence)
  await storage.write(async (trx) => {
    if (apiKey === null) await removeKey(trx, siteId)
    if (apiKey && exam) await storeKey(trx, keys, { siteId, apiKey, exam })
    await storeSecrets(trx, keys, siteId, settings)
  })
}

function refuseUnconfirmed({ apiKey, confirmSecretKey }: StripeSettings): void {
  if (apiKey?.startsWith('sk_live_') && !confirmSecretKey)
    throw new Refusal(
      'confirmation_needed',
      'This is a secret key: whoever holds it can move your money. A restricted key (rk_live_…) with read permissions is enough here. Confirm to use it all the same.',
    )
}

const removeKey = (trx: Db, siteId: string) =>
  saveConnection(trx, siteId, {
    api_key: null,
    api_key_mode: null,
    api_key_hint: null,
    account_id: null,
    key_check: null,
  })

async function storeKey(
  trx: Db,
  keys: Keys,
  { siteId, apiKey, exam }: { siteId: string; apiKey: string; exam: Examined },
): Promise<void> {
  const mode = modeOfKey(apiKey)
  await saveConnection(trx, siteId, { api_key: keys.seal(apiKey), api_key_mode: mode, api_key_hint: hintOf(apiKey) })
  await keepCheck(trx, { connection: siteId, key: apiKey, mode }, exam.check)
}

async function storeSecrets(trx: Db, keys: Keys, siteId: string, settings: StripeSettings): Promise<void> {
  const { webhookSecrets, addWebhookSecret, removeWebhookSecret } = settings
  if (webhookSecrets) await changeSecrets(trx, keys, siteId, () => webhookSecrets)
  if (removeWebhookSecret)
    await changeSecrets(trx, keys, siteId, (secrets) => withoutSecret(secrets, removeWebhookSecret))
  if (addWebhookSecret) await changeSecrets(trx, keys, siteId, (secrets) => withSecret(secrets, addWebhookSecret))
}
