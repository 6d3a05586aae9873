// Which sides of the running split tests visitors see: the person's where one is known, and the visitor's own otherwise.
import { personsOfVisitors } from '../identity/person-store.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import { type Sides, sidesOf } from './assign.ts'

interface Asked {
  site: Pick<SiteRecord, 'runningTests'>
  visitorIds: readonly string[]
}

const none: Sides = {}

/** One question for all of them, and none where no test runs. */
export async function takeSides(
  trx: Db,
  asked: readonly Asked[],
): Promise<(site: Asked['site'], visitorId: string) => Sides> {
  const tested = asked.filter(({ site }) => site.runningTests)
  if (tested.length === 0) return () => none
  const persons = await personsOfVisitors(trx, [...new Set(tested.flatMap(({ visitorIds }) => visitorIds))])
  return ({ runningTests }, visitorId) =>
    runningTests ? sidesOf(runningTests, persons.get(visitorId) ?? visitorId) : none
}
