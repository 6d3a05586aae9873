// Decides how a message reaches the collector: once now, again after a failure; keeps what came back.
import type { EventAnswer } from '@farthing/contract'
import type { Outgoing } from './api.ts'
import { endpoint, settings } from './config.ts'
import { inAModule } from './lib/in-a-module.ts'
import { newId } from './lib/new-id.ts'
import type { Saying } from './payload.ts'

const MAX_TRIES = 9
/** As if the collector did not want it. */
const DROPPED = 202
/** How long `ready` waits for a collector that does not answer. */
const PATIENCE_MS = 5000

/** What is said now belongs to this view. */
export let viewId: string
/** Opted out, or asked by the browser not to track. */
export let isSilent: boolean | undefined
export let answer: Partial<EventAnswer> = {}

/** What the site does to a message before it goes; nothing stops it. */
export type Review = (message: Outgoing) => Outgoing | null | undefined
let review: Review = (message) => message

/** Not in the scripts: unused, it leaves no trace in them. */
export const reviewWith = (given: Review): void => {
  review = given
}

let settle: () => void
let show: () => void

/** The first answer, the first failure, or the end of patience. */
export const settled = new Promise<void>((resolve) => {
  settle = resolve
  setTimeout(resolve, PATIENCE_MS)
})
/** A prerender or background tab that nobody opens says nothing. */
const seen = new Promise<void>((resolve) => {
  show = resolve
})

export const markSeen = (): void => show()

/** Who waits for `ready` must not wait for an answer that will never come. */
export const silence = (silent: boolean | undefined): void => {
  isSilent = silent
  if (silent) settle()
}

export const renewViewId = (): void => {
  viewId = newId()
}

/**
 * A string body is text/plain: no preflight. `keepalive` lets the first try outlive the page; later ones do without,
 * because all keepalive requests of a page share 64 KiB. The pause ends early when the network is back.
 */
export const send = async (saying: Saying): Promise<number> => {
  const message = review({ site: settings.site, viewId, ...saying })
  if (inAModule && !message) return DROPPED
  /** Also of no answer at all. */
  let status = 500
  await seen
  const clock = Date.now()
  for (let tries = 0; tries < MAX_TRIES && !isSilent; tries++) {
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        body: JSON.stringify({ ...message, clock, age: Date.now() - clock }),
        credentials: 'omit',
        keepalive: !tries,
      })
      status = response.status
      if (response.ok) answer = await response.json()
    } catch {
      // Blocked, offline, or no JSON: told by the status.
    }
    settle()
    if (status % 429 && status < 500) break
    await new Promise((resolve) => {
      setTimeout(resolve, 1000 * 2 ** tries)
      addEventListener('online', resolve)
    })
  }
  return status
}
