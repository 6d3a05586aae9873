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

/** Throws when the folder is missing: a test that silently reads nothing proves nothing. */
export function sampleEvents(): SampleEvent[] {
  const events = resolve(folder, 'supabase-stripe-sync-engine')
  if (!existsSync(events))
    throw new Error(
      `The public sample events are missing: put them into ${folder}, or set FARTHING_STRIPE_DATA to their folder.`,
    )
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
