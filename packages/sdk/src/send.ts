// Decides how a message reaches the collector: once now, again after a failure.
import type { EventAnswer } from '@farthing/contract'

const MAX_TRIES = 9

/** Ends early when the network is back. */
const pause = (seconds: number): Promise<unknown> =>
  new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000)
    addEventListener('online', resolve)
  })

/**
 * A string body is text/plain: no preflight. `keepalive` lets the first try outlive the page; later ones do without,
 * because all keepalive requests of a page share 64 KiB. Status 0: blocked or offline.
 */
export const send = async (
  endpoint: string,
  message: object,
  isStopped: () => boolean,
  onOutcome: (status: number, answer: EventAnswer | false) => void,
): Promise<void> => {
  const since = Date.now()
  for (let tries = 0; tries < MAX_TRIES && !isStopped(); tries++) {
    const response = await fetch(endpoint, {
      method: 'POST',
      body: JSON.stringify({ ...message, age: Date.now() - since }),
      keepalive: !tries,
      credentials: 'omit',
    }).catch(() => Response.error())
    const { status } = response
    onOutcome(status, response.ok && (await response.json()))
    if (status && status < 500 && status !== 429) return
    await pause(Number(response.headers.get('retry-after')) || 2 ** tries)
  }
}
