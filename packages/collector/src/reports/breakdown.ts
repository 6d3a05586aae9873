// What brought the visits and the money of a range, by one dimension.
import type { BreakdownReport, BreakdownRow, Dimension, Extra, Figures } from '@farthing/contract'
import { askedOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { clientRevenueBy } from './client-revenue.ts'
import { dimensionOf } from './dimensions.ts'
import { figuresBy, noFigures } from './figures.ts'
import { labelsOf } from './labels.ts'
import { lifetimesBy } from './lifetimes.ts'
import type { Whole } from './page.ts'
import { rangeOf, type Scope } from './scope.ts'

export async function breakdown(
  db: Db,
  scope: Scope,
  by: Dimension,
  extras: readonly Extra[] = [],
): Promise<Whole<BreakdownReport>> {
  const figures = await figuresBy(db, scope, (asked) => dimensionOf(by, asked))
  const dimension = dimensionOf(by, askedOf(db))
  const labels = await labelsOf(db, scope, by)
  const client = extras.includes('client') ? await clientRevenueBy(db, scope, dimension) : null
  const lifetimes = extras.includes('lifetime') ? await lifetimesBy(db, scope, dimension) : null
  // Who was acquired in the range may have paid outside of it, by visits that the model credits elsewhere.
  const names = new Set([...figures.keys(), ...(lifetimes?.keys() ?? [])])
  const rows = [...names].map((name): BreakdownRow => {
    const label = labels.get(name)
    return {
      name,
      ...(label === undefined ? {} : { label }),
      ...(figures.get(name) ?? noFigures),
      ...(client ? { client: client.get(name) ?? [] } : {}),
      ...(lifetimes ? { lifetime: lifetimes.get(name) ?? nobody } : {}),
    }
  })
  return { range: rangeOf(scope), rows: rows.sort(largestFirst(scope.currency)) }
}

const nobody = { customers: 0, net: 0, unconverted: 0, perCustomer: null }

const largestFirst = (currency: string) => (a: BreakdownRow, b: BreakdownRow) =>
  netIn(currency, b) - netIn(currency, a) || b.visitors - a.visitors || ((a.name ?? '') < (b.name ?? '') ? -1 : 1)

const netIn = (currency: string, { revenue }: Figures): number =>
  revenue.find((one) => one.currency === currency)?.net ?? 0
