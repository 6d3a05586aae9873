// Where the buyer goes after paying. Pure.
import type { Session } from '../world/model.ts'

/** The placeholder is replaced as text: nothing around the braces is encoded or moved. */
export function successUrl(session: Session): string | null {
  if (session.success_url === null) return null
  const url = session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id)
  const { redirect_query } = session.own
  if (redirect_query === '') return url
  const [address = '', fragment] = url.split('#')
  const joined = `${address}${address.includes('?') ? '&' : '?'}${redirect_query}`
  return fragment === undefined ? joined : `${joined}#${fragment}`
}
