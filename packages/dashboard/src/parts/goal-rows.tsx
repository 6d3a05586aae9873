// What visitors did besides paying. A click makes it the goal that conversion counts.
import { useQuery } from '@tanstack/react-query'
import { formatCount, formatShare } from '../format.ts'
import { reportQuery } from '../report-queries.ts'
import { BarRows } from './bar-rows.tsx'
import { EmptyPanel, PanelAnswer } from './panel-answer.tsx'
import type { Shown } from './use-view.ts'

export function GoalRows({ site, view }: Shown) {
  const query = useQuery(reportQuery(site.id, 'goals', view.asked))
  return (
    <PanelAnswer query={query} what="Goals">
      {({ rows }) => {
        if (rows.length === 0)
          return <EmptyPanel view={view}>Call farthing.track('Signup') on your page, and it appears here.</EmptyPanel>
        const most = Math.max(...rows.map((row) => row.visits)) || 1
        return (
          <BarRows
            caption="Goals"
            look="traffic"
            columns={[{ name: 'Goal' }, { name: 'Events' }, { name: 'Visits', wideOnly: true }, { name: 'Of visits' }]}
            rows={rows.map((row) => {
              const goal = `event:${row.name}`
              const chosen = view.state.goal === goal
              return {
                key: row.name,
                name: row.name,
                bar: row.visits / most,
                cells: [formatCount(row.events), formatCount(row.visits), formatShare(row.conversion)],
                choice: {
                  chosen,
                  title: `Count ${row.name} as the conversion`,
                  toggle: () => view.change(chosen ? { goal: 'payment' } : { goal, figure: 'conversion' }),
                },
              }
            })}
          />
        )
      }}
    </PanelAnswer>
  )
}
