// Where in the world an id lives: test mode unless only another partition knows it.

import { tableOfId } from '../world/ids.ts'
import type { Place } from '../world/place.ts'
import type { World } from '../world/world.ts'

export function placeHolding(world: World, id: string | undefined): Place {
  const name = id === undefined ? undefined : tableOfId(id)
  if (id === undefined || name === undefined) return 'test'
  return world.places().find((place) => world.view(place).find(name, id) !== undefined) ?? 'test'
}
