// Which part is shown, as chips that take themselves away; nothing is shown when all is.
import { filterWords, goalName } from '../report-words.ts'
import type { View } from './use-view.ts'

export function FilterBar({ view }: { view: View }) {
  const { filters, goal } = view.state
  if (filters.length === 0 && goal === 'payment') return null
  return (
    <ul className="chips" aria-label="Filters">
      {filters.map((filter, index) => (
        <Chip
          key={filterWords(filter)}
          label={filterWords(filter)}
          remove={() => view.change({ filters: filters.filter((_, other) => other !== index) })}
        />
      ))}
      {goal !== 'payment' && <Chip label={`Goal: ${goalName(goal)}`} remove={() => view.change({ goal: 'payment' })} />}
      {filters.length > 1 && (
        <li>
          <button type="button" className="link-button" onClick={() => view.change({ filters: [] })}>
            Remove all
          </button>
        </li>
      )}
    </ul>
  )
}

function Chip({ label, remove }: { label: string; remove: () => void }) {
  return (
    <li className="chip">
      <span>{label}</span>
      <button type="button" aria-label={`Remove: ${label}`} onClick={remove}>
        ×
      </button>
    </li>
  )
}
