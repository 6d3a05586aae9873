// What each day counts by each dimension, kept true with every change: the sums of the visitors concerned are taken back, and added anew.
import type { Columns } from './duckdb.ts'

/** A dimension of the reports as the copy's SQL says it, of table `visit`, or of `view` joined to it. */
export interface SummedDimension {
  name: string
  of: 'visit' | 'view'
  key: string
}

export const sumsTable = `table summary (site_id varchar, dimension varchar, day varchar, name varchar,
  visitors bigint, visits bigint, views bigint, bounces bigint, duration bigint)`

/** A day is never longer, whatever its time zone does. */
const LONGEST_DAY_MS = 48 * 60 * 60 * 1000

/** All visits of the visitors of `affected`, on the days around: whoever is counted once a day is taken back and added as one. */
export async function addSums(columns: Columns, dimensions: readonly SummedDimension[], sign: 1 | -1): Promise<void> {
  await columns.run(`insert into summary
    with concerned as materialized (
      select visit.* from visit where visitor_id in (select visitor_id from affected)
        and started_at >= (select min(started_at) - ${LONGEST_DAY_MS} from affected)
        and started_at <= (select max(started_at) + ${LONGEST_DAY_MS} from affected))
    ${dimensions.map((dimension) => sumsBy(dimension, sign)).join(' union all ')}`)
}

function sumsBy({ name, of, key }: SummedDimension, sign: 1 | -1): string {
  const joined = of === 'view' ? 'join view on view.visit_no = visit.no' : ''
  const signed = (sum: string) => `cast(${sign} * ${sum} as bigint)`
  return `select visit.site_id, '${name}', visit.day, coalesce(${key}, ''), ${signed('count(distinct visit.visitor_id)')},
    ${signed('count(*)')}, ${signed(`sum(${of === 'view' ? 'view.seen' : 'visit.views'})`)},
    ${signed('count(*) filter (visit.views = 1)')}, ${signed('sum(visit.last_at - visit.started_at)')}
    from concerned as visit ${joined} group by all`
}

/** What was taken back and added is one row again, in the order in which it is read. */
export async function compactSums(columns: Columns): Promise<void> {
  await columns.run(`create or replace temp table summed as select site_id, dimension, day, name, cast(sum(visitors) as bigint) as visitors,
    cast(sum(visits) as bigint) as visits, cast(sum(views) as bigint) as views, cast(sum(bounces) as bigint) as bounces,
    cast(sum(duration) as bigint) as duration
    from summary group by all having sum(visits) > 0`)
  await columns.run(`create or replace ${sumsTable}`)
  await columns.run('insert into summary select * from summed order by site_id, dimension, day, name')
  await columns.run('drop table summed')
}
