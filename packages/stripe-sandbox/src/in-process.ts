// The sandbox without a server: purchases made, and events read, at the speed of function calls.
import { type Actions, createActions } from './control/actions.ts'
import { parseVersion, testedVersions } from './render/version.ts'
import { movableClock } from './world/clock.ts'
import type { OrderReference } from './world/draft.ts'
import { seededRandom } from './world/random.ts'
import { createWorld } from './world/world.ts'

export interface InProcessOptions {
  /** The same seed and start give the same ids; default 1. */
  seed?: number
  /** Milliseconds; time moves only by `advanceClock` and by the pace of scenarios. Default 2026-01-01. */
  start?: number
  /** Which versions' events are kept; default all that are tested. */
  versions?: readonly string[]
  /** The account's default version; default the newest. */
  apiVersion?: string
  orderReference?: OrderReference
  settlementCurrency?: string
}

export function sandboxInProcess(options: InProcessOptions = {}): Actions {
  const start = options.start ?? Date.UTC(2026, 0, 1)
  const versions = (options.versions ?? testedVersions).map((version) => parseVersion(version).name)
  return createActions(
    createWorld({
      clock: movableClock(() => start),
      random: seededRandom(options.seed ?? 1),
      // With versions of its own and no default, nobody pays for renderings that nobody reads.
      apiVersion: options.apiVersion ?? versions.at(-1),
      settings: {
        orderReference: options.orderReference ?? 'full',
        settlementCurrency: options.settlementCurrency,
        versions,
      },
    }),
  )
}
