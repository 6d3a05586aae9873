// Whether a person looked at the page: by user agent and by the browser's own word that a program drives it.
import { isbot } from 'isbot'
import { isLoopback } from './loopback.ts'

export interface Looker {
  userAgent: string
  /** `navigator.webdriver` */
  automated: boolean
  /** Of the page, as in `URL.hostname`; null when it cannot be known. */
  pageHost: string | null
}

/**
 * On loopback pages everybody counts: no crawler reaches them, and what drives a browser there is the owner's own test or demo,
 * which must see what a visitor would cause. A public site is not touched by this, unless it lists such a host as its own.
 */
export function botReason({ userAgent, automated, pageHost }: Looker): 'bot' | 'automated' | null {
  if (pageHost !== null && isLoopback(pageHost)) return null
  // Every browser sends a user agent.
  if (userAgent === '' || isKnownBot(userAgent)) return 'bot'
  return automated ? 'automated' : null
}

const MOST = 4_000
const judged = new Map<string, boolean>()

/** Two microseconds each, and the same few thousand again and again. */
function isKnownBot(userAgent: string): boolean {
  const known = judged.get(userAgent)
  if (known !== undefined) return known
  if (judged.size >= MOST) judged.clear()
  const found = isbot(userAgent)
  judged.set(userAgent, found)
  return found
}
