// A filter made by hand: what, how, and which value, with the values of these days to choose from.
import type { Dimension } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { choiceGroups } from '../choosable.ts'
import { addFilter, operators, readDimension, writeDimension } from '../filters.ts'
import { reportQuery } from '../report-queries.ts'
import { operatorNames, valueName, wordsOf } from '../report-words.ts'
import { Field, Select } from './field.tsx'
import { Modal } from './modal.tsx'
import { useChoosable } from './use-choosable.ts'
import type { Shown } from './use-view.ts'

export function FilterDialog({ site, view, close }: Pick<Shown, 'site' | 'view'> & { close: () => void }) {
  const [dimension, setDimension] = useState<Dimension>('channels')
  const { named } = useChoosable(site, view)
  const [operator, setOperator] = useState(operators[0] as (typeof operators)[number])
  const [value, setValue] = useState('')
  const list = useId()
  const { data } = useQuery(reportQuery(site.id, dimension, { ...view.asked, filters: [] }))
  const names = data?.rows.flatMap(({ name }) => name ?? []) ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // What the reader was shown may be a name for a code: "France" is FR.
    const code = names.find((name) => valueName(dimension, name) === value) ?? value
    const filter = { dimension, operator, values: [code.trim() === '' ? null : code] }
    view.change({ filters: addFilter(view.state.filters, filter) })
    close()
  }
  return (
    <Modal title="Show only a part" close={close}>
      <form className="stack" onSubmit={submit}>
        <div className="two">
          <Select
            label="What"
            name="dimension"
            value={writeDimension(dimension)}
            onChange={(to) => setDimension(readDimension(to) ?? dimension)}
            options={choiceGroups(named, dimension)}
          />
          <Select
            label="How"
            name="operator"
            value={operator}
            onChange={(to) => setOperator(operators.find((one) => one === to) ?? operator)}
            options={operators.map((one) => ({ value: one, label: operatorNames[one] }))}
          />
        </div>
        <Field
          label="Value"
          list={list}
          autoComplete="off"
          value={value}
          onChange={(event) => setValue(event.target.value)}
          hint={`Empty means: ${wordsOf(dimension).none.toLowerCase()}. A second value of the same kind widens the filter.`}
        />
        <datalist id={list}>
          {names.map((name) => (
            <option key={name} value={valueName(dimension, name)} />
          ))}
        </datalist>
        <button type="submit" className="button primary">
          Add the filter
        </button>
      </form>
    </Modal>
  )
}
