// With which days the shown ones are compared.
import { comparisonNames } from '../report-words.ts'
import { comparings } from '../url-state.ts'
import type { View } from './use-view.ts'

export function CompareSwitch({ view }: { view: View }) {
  return (
    <label className="button select-button">
      <span className="unseen">Compared with</span>
      <select
        value={view.state.compare}
        onChange={({ target }) =>
          view.change({ compare: comparings.find((one) => one === target.value) ?? comparings[0] })
        }
      >
        {comparings.map((one) => (
          <option key={one} value={one}>
            {comparisonNames[one]}
          </option>
        ))}
      </select>
    </label>
  )
}
