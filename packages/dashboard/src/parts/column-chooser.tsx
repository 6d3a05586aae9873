// Which figures are columns: a tick for each, with what it means.
import type { Dimension } from '@farthing/contract'
import { type Column, columnsBy, columnWords } from '../breakdown-columns.ts'
import { Popover } from './popover.tsx'
import { Tick } from './tick.tsx'

interface ColumnChooserProps {
  by: Dimension
  /** Also those that this dimension has not: another one has. */
  chosen: Column[]
  choose: (chosen: Column[]) => void
}

export function ColumnChooser({ by, chosen, choose }: ColumnChooserProps) {
  const toggle = (column: Column) =>
    choose(chosen.includes(column) ? chosen.filter((one) => one !== column) : [...chosen, column])
  return (
    <Popover name="Figures that are shown" align="end" label="Columns">
      {() => (
        <fieldset className="ticks column-ticks">
          <legend>Columns</legend>
          {columnsBy(by).map((column) => (
            <Tick
              key={column}
              label={columnWords[column].title}
              hint={columnWords[column].about}
              checked={chosen.includes(column)}
              onChange={() => toggle(column)}
            />
          ))}
        </fieldset>
      )}
    </Popover>
  )
}
