// Public sample events of Stripe, read from beside the project and never copied into it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isObject, isStripeObject, type StripeObject } from '../normalise/read.ts'

export interface SampleEvent {
  name: string
  event: StripeObject & { data: { object: unknown } }
}

const besideTheProject = resolve(fileURLToPath(import.meta.url), '../../../../../../../shared/stripe-data')
const folder = process.env.FARTHING_STRIPE_DATA ?? besideTheProject

const events = resolve(folder, 'supabase-stripe-sync-engine')

/**
 * Whether the samples are here. They are nobody's to copy, so a clone by itself has none: the tests that need them are then
 * skipped, counted as skipped, and this says so.
 */
export const haveSamples = existsSync(events)
if (!haveSamples)
  process.stderr.write(
    `\nSKIPPED: the tests over Stripe's public sample events. Put the samples into ${folder}, or set FARTHING_STRIPE_DATA to their folder.\n\n`,
  )

export function sampleEvents(): SampleEvent[] {
  return readdirSync(events)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: basename(file, '.json'),
      event: asEvent(JSON.parse(readFileSync(resolve(events, file), 'utf8'))),
    }))
}

function asEvent(json: unknown): SampleEvent['event'] {
  if (!isStripeObject(json) || !isObject(json.data)) throw new Error('a sample is not an event')
  return { ...json, data: { object: json.data.object } }
}
