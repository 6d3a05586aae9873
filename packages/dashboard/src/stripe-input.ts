// What was pasted into the Stripe form: which key it is, and whether it may be saved as it is.

export type KeyInput =
  | { kind: 'none' }
  | { kind: 'restricted' | 'secret_test' | 'secret_live'; key: string }
  | { kind: 'wrong'; hint: string }

export function readKey(input: string): KeyInput {
  const key = input.trim()
  if (key === '') return { kind: 'none' }
  if (/^pk_/.test(key))
    return { kind: 'wrong', hint: 'That is the publishable key. Farthing needs a restricted key (rk_…).' }
  if (/^whsec_/.test(key)) return { kind: 'wrong', hint: 'That is a signing secret. It belongs into the other field.' }
  const match = /^(rk|sk)_(test|live)_[A-Za-z0-9_]{4,250}$/.exec(key)
  if (match === null) return { kind: 'wrong', hint: 'A Stripe key looks like rk_live_… or rk_test_…' }
  if (match[1] === 'rk') return { kind: 'restricted', key }
  return { kind: match[2] === 'live' ? 'secret_live' : 'secret_test', key }
}

export type SecretsInput = { kind: 'none' } | { kind: 'secrets'; secrets: string[] } | { kind: 'wrong'; hint: string }

export function readSecrets(input: string): SecretsInput {
  const secrets = [...new Set(input.split(/[\s,;]+/).filter((word) => word !== ''))]
  if (secrets.length === 0) return { kind: 'none' }
  const wrong = secrets.find((secret) => !/^whsec_[A-Za-z0-9+/=_-]{4,250}$/.test(secret))
  if (wrong !== undefined) return { kind: 'wrong', hint: 'A signing secret looks like whsec_…' }
  return { kind: 'secrets', secrets }
}
