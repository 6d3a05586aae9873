// What the owner reads when the browser made no passkey, or found none.

/** By the library's codes, and the browser's names of errors where it has none. */
const sentences: Record<string, string> = {
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: 'There is a passkey of yours on this device already.',
  ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT: 'This device cannot keep a passkey. Try another one.',
  ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT:
    'This device asks for no finger, face or PIN. Set one up, or try another device.',
  ERROR_INVALID_DOMAIN: 'Browsers use no passkeys at this address.',
  ERROR_INVALID_RP_ID: 'Browsers use no passkeys of the collector at this address.',
  NotAllowedError: 'Nothing was chosen, or it took too long. Try again.',
  AbortError: 'It was interrupted. Try again.',
}

/** Null: nothing that is known of passkeys. */
export function passkeySentence(error: { name: string; code?: unknown }): string | null {
  return sentences[String(error.code)] ?? sentences[error.name] ?? null
}
