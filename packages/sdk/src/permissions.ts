// What the signed-in payer may use, as the collector knows it.
import type { Permission } from './api.ts'
import { endpoint } from './config.ts'

/**
 * Asks with a token that your server made for the signed-in payer (`@farthing/node`). Rejects when the collector cannot be
 * reached or refuses the token: what somebody may use must not be guessed.
 * @example const may = (await permissions(token)).some(({ permission, isActive }) => permission === 'pro' && isActive)
 */
export const permissions = async (token: string): Promise<Permission[]> => {
  const response = await fetch(new URL('permissions/mine', endpoint), {
    headers: { authorization: `Bearer ${token}` },
    credentials: 'omit',
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error?.message ?? `The collector answered ${response.status}.`)
  return answer.permissions
}
