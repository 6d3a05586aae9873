// The map of the countries, fetched when it is first shown; a click on one is the same filter as a click on its row.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { clickRow, isOnly } from '../filters.ts'
import { formatCount, isMoney } from '../format.ts'
import { formatMoney } from '../money.ts'
import { reportQuery } from '../report-queries.ts'
import { rowName } from '../report-words.ts'
import { figureOf, moneyOf } from '../series.ts'
import type { Shown } from './use-view.ts'
import type { MapPlace } from './world-map.tsx'

const WorldMap = lazy(async () => ({ default: (await import('./world-map.tsx')).WorldMap }))

export function PlacesMap({ site, view, figure, currency }: Shown) {
  const query = useQuery(reportQuery(site.id, 'countries', view.asked))
  const { money, filters } = view.state
  const look = isMoney(figure) ? 'money' : 'traffic'
  const places = (query.data?.rows ?? []).flatMap((row): MapPlace[] => {
    const { name: code } = row
    if (code === null) return []
    const name = rowName('countries', row)
    return [
      {
        code,
        name,
        value: Math.abs(figureOf(row, figure, currency, money) || 0),
        facts: [`${formatCount(row.visitors)} visitors`, formatMoney(moneyOf(row, currency, money), currency)],
        chosen: isOnly(filters, 'countries', code),
        toggle: () => view.change({ filters: clickRow(filters, 'countries', code) }),
      },
    ]
  })
  return (
    <div className={query.isPlaceholderData ? 'world-place dimmed' : 'world-place'}>
      <Suspense fallback={null}>
        {query.data !== undefined && (
          <WorldMap
            label="Countries on the map: arrow keys move, Enter shows one alone"
            look={look}
            places={places.sort((one, other) => other.value - one.value)}
          />
        )}
      </Suspense>
    </div>
  )
}
