// Which sides of split tests visitors see: decided behind tracking (experiments/), kept with the visit, and said in each answer.
import type { EventAnswer } from '@farthing/contract'
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'

type Sides = EventAnswer['variants']

export type SidesOf = (site: SiteRecord, visitorId: string) => Sides

/** Asked once for all that come together. */
export type TakeSides = (
  trx: Db,
  asked: readonly { site: SiteRecord; visitorIds: readonly string[] }[],
) => Promise<SidesOf>

export const noSides: TakeSides = async () => () => ({})

/** As a visit keeps them. */
export const textOf = (sides: Sides): string | null => (Object.keys(sides).length === 0 ? null : JSON.stringify(sides))
