// A look at all of a world: its events in one version's shapes, and its records.
import { renderEvent, type WireEvent } from '../render/event.ts'
import { invalid } from '../stripe-error.ts'
import { type TableName, type Tables, tableNames } from '../world/model.ts'
import type { Place } from '../world/place.ts'
import type { World } from '../world/world.ts'

export type Objects = { [N in TableName]: Tables[N][] }

/** Of the platform first, then of its connected accounts; each as it was rendered when it happened. */
export function eventsFor(world: World, version: string): WireEvent[] {
  const kept = [world.account().api_version, ...world.settings.versions]
  const heard = world.places().flatMap((place) => world.view(place).all('webhook_endpoint'))
  if (!kept.includes(version) && !heard.some((endpoint) => endpoint.api_version === version))
    throw invalid(`Events are not kept for ${version}: name it in the sandbox's option \`versions\`.`, 'version')
  return world
    .places()
    .flatMap((place) => world.view(place).all('event'))
    .flatMap((event) => renderEvent(event, version) ?? [])
}

export function objectsIn(world: World, place: Place): Objects {
  const view = world.view(place)
  // One list per table, so the record is whole by construction.
  return Object.fromEntries(tableNames.map((name) => [name, view.all(name)])) as unknown as Objects
}
