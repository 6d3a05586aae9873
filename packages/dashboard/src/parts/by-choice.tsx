// By what a breakdown is made: a dimension of visits and payments, or a property that the site's events said.
import type { Dimension } from '@farthing/contract'
import { isProp, writeDimension } from '../filters.ts'
import { allDimensions, wordsOf } from '../report-words.ts'

interface ByChoiceProps {
  /** Null: by a property, and there is none. */
  by: Dimension | null
  names: string[]
  choose: (value: string) => void
}

export function ByChoice({ by, names, choose }: ByChoiceProps) {
  const said = names.map((name) => `props/${name}` as const)
  // One that a link names and that nobody said in these days.
  const properties = by !== null && isProp(by) && !said.includes(by) ? [...said, by] : said
  return (
    <label className="quiet-select">
      By{' '}
      <select value={by === null ? 'props' : writeDimension(by)} onChange={({ target }) => choose(target.value)}>
        {by === null && <option value="props">a property</option>}
        <optgroup label="Visits and payments">
          {allDimensions.map((one) => (
            <option key={one} value={one}>
              {wordsOf(one).one.toLowerCase()}
            </option>
          ))}
        </optgroup>
        {properties.length > 0 && (
          <optgroup label="Properties of your events">
            {properties.map((one) => (
              <option key={one} value={writeDimension(one)}>
                {wordsOf(one).one}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  )
}
