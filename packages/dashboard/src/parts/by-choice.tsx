// By what a breakdown is made: a dimension of visits and payments, a split test, or a property that the site's events said.
import type { Dimension } from '@farthing/contract'
import { choiceGroups } from '../choosable.ts'
import { writeDimension } from '../filters.ts'
import { ChoiceGroups } from './field.tsx'

interface ByChoiceProps {
  /** Null: by a property, and there is none. */
  by: Dimension | null
  named: readonly Dimension[]
  choose: (value: string) => void
}

export function ByChoice({ by, named, choose }: ByChoiceProps) {
  return (
    <label className="quiet-select">
      By{' '}
      <select value={by === null ? 'props' : writeDimension(by)} onChange={({ target }) => choose(target.value)}>
        {by === null && <option value="props">a property</option>}
        <ChoiceGroups groups={choiceGroups(named, by)} />
      </select>
    </label>
  )
}
