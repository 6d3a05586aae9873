// Plays a scenario in a world, and tells which objects it made.
import { z } from 'zod'
import { type TableName, tableNames } from '../../world/model.ts'
import { accountOfPlace, modeOfPlace, type Place, placeOf } from '../../world/place.ts'
import type { Cause, World } from '../../world/world.ts'
import { scenarios } from './index.ts'
import { type Scene, staging } from './scenario.ts'

type Scenarios = typeof scenarios
export type ScenarioName = keyof Scenarios
export type ScenarioOptions<N extends ScenarioName> = z.input<Scenarios[N]['options']>

/** Ids of what was made, by object name, in the order in which it was made. */
export type Made = Record<TableName, string[]>

export const scenarioNames = Object.keys(scenarios) as ScenarioName[]

const outer = z.looseObject({ ...staging, of: z.string().optional() })

/** `locate` finds where the id lives that a scenario goes on with. */
export function perform(world: World, name: ScenarioName, given: unknown, locate: (id: string) => Place): Made {
  const staged = outer.parse(given)
  const place = staged.of === undefined ? (staged.live ? 'live' : 'test') : locate(staged.of)
  // Every table has its list, so the record is whole.
  const made = Object.fromEntries(tableNames.map((table) => [table, []])) as unknown as Made
  const cause: Cause = {
    made: (table, id) => made[table].push(id),
    ...(staged.order_reference === undefined ? {} : { orderReference: staged.order_reference }),
  }
  scenarios[name].play(sceneAt(world, place, cause, staged.pace_s), given)
  return made
}

const sceneAt = (world: World, place: Place, cause: Cause, paceS: number): Scene => ({
  get view() {
    return world.view(place)
  },
  act: (flow) => world.run(place, flow, cause),
  on: (account, flow) => world.run(placeOf(modeOfPlace(place), account), flow, cause),
  connect: () => world.connect(modeOfPlace(place)),
  account: accountOfPlace(place) ?? world.account().id,
  pause: () => {
    if (paceS > 0) world.clock.advance(paceS * 1000)
  },
})
