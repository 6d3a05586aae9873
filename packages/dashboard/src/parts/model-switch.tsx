// How the credit for a payment is given to the visits before it; another model than the usual shows what it moves.
import { modelNames } from '../report-words.ts'
import { models } from '../url-state.ts'
import type { View } from './use-view.ts'

export function ModelSwitch({ view }: { view: View }) {
  const { model } = view.state
  return (
    <div className="model-line">
      <label>
        Credit goes to
        <select
          value={model}
          onChange={({ target }) => view.change({ model: models.find((one) => one === target.value) ?? models[0] })}
        >
          {models.map((one) => (
            <option key={one} value={one}>
              {modelNames[one]}
            </option>
          ))}
        </select>
      </label>
      <p role="status">
        {model === view.usualModel
          ? meanings[model]
          : `${meanings[model]} + and − compare with ${modelNames[view.usualModel].toLowerCase()}.`}
      </p>
    </div>
  )
}

const meanings: Record<(typeof models)[number], string> = {
  last_non_direct: 'The last visit that did not come directly.',
  last: 'The last visit before the payment.',
  first: 'The first visit that is known.',
  linear: 'All visits alike.',
  position_based: '40 % to the first, 40 % to the last, 20 % between.',
  time_decay: 'Half as much for every seven days before the last visit.',
}
