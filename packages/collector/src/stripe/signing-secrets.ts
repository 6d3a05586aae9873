// Which signing secrets are in force: while Stripe rolls one, the old and the new both are.

/** As many as Stripe has endpoints for one address in both modes, twice over while all are rolled. */
const MOST_SECRETS = 10

/** The oldest goes when there are too many. A secret that is there already stays once. */
export const withSecret = (secrets: readonly string[], added: string): string[] =>
  [...secrets.filter((secret) => secret !== added), added].slice(-MOST_SECRETS)

export const withoutSecret = (secrets: readonly string[], hint: string): string[] =>
  secrets.filter((secret) => !secret.endsWith(hint))

/** Enough to recognise a secret, useless to a thief. */
export const hintOf = (secret: string): string => secret.slice(-4)
