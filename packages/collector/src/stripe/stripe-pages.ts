// Reads a list of Stripe's to its end, a page at a time, and waits while Stripe is busy.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answered, Call, StripeApi } from './client.ts'
import { at, listIn, textIn } from './normalise/read.ts'
import type { Params } from './query-string.ts'

/** Half a minute in all: a 429 is over by then, an outage is not. */
const DEFAULT_WAITS = [500, 1_000, 2_000, 4_000, 8_000, 16_000] as const

export interface Asking {
  api: StripeApi
  apiKey: string
  waitsMs?: readonly number[]
}

/** Asks again while Stripe is unavailable. */
export async function askPatiently({ api, apiKey, waitsMs = DEFAULT_WAITS }: Asking, call: Call): Promise<Answered> {
  for (const wait of waitsMs) {
    const answer = await api.call(apiKey, call)
    if (answer.kind !== 'unavailable') return answer
    await sleep(wait)
  }
  return await api.call(apiKey, call)
}

export type PageRead = { kind: 'page'; objects: unknown[] } | Exclude<Answered, { kind: 'found' }>

/** Newest first. Ends after the last page, or after an answer that is none. */
export async function* eachPage(asking: Asking, path: string, params: Params): AsyncGenerator<PageRead> {
  let after: string | undefined
  for (;;) {
    const answer = await askPatiently(asking, { path, params: { ...params, limit: 100, starting_after: after } })
    if (answer.kind !== 'found') {
      yield answer
      return
    }
    const objects = listIn(answer.object)
    yield { kind: 'page', objects }
    after = textIn(at(objects.at(-1), 'id')) ?? undefined
    if (at(answer.object, 'has_more') !== true || after === undefined) return
  }
}
