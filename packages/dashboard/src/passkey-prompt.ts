// The browser's own prompt: making a passkey, and signing in with one. Loaded when it is needed, and the library with it.
import type { PasskeysAnswer, SessionAnswer } from '@farthing/contract'
import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { accountApi } from './admin-api.ts'
import { api } from './api.ts'
import { passkeySentence } from './passkey-words.ts'
import { PasskeyError } from './passkeys.ts'

export async function addPasskey({ name, password }: { name: string; password: string }): Promise<PasskeysAnswer> {
  const optionsJSON = await accountApi.beginPasskey(password)
  const { id, rawId, type, response } = await startRegistration({ optionsJSON }).catch(sayWhy)
  const { clientDataJSON, attestationObject } = response
  return accountApi.addPasskey({ name, response: { id, rawId, type, response: { clientDataJSON, attestationObject } } })
}

export async function signInWithPasskey(): Promise<SessionAnswer> {
  const optionsJSON = await api.beginPasskeyLogin()
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON }).catch(sayWhy)
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  // Nobody is named at the door: without the handle it is a key of another kind, and not known here.
  if (userHandle === undefined) throw new PasskeyError('This key does not say whose it is. Sign in with your password.')
  return api.loginWithPasskey({
    id,
    rawId,
    type,
    response: { clientDataJSON, authenticatorData, signature, userHandle },
  })
}

function sayWhy(error: Error & { code?: unknown }): never {
  const sentence = passkeySentence(error)
  throw sentence === null ? error : new PasskeyError(sentence, { cause: error })
}
