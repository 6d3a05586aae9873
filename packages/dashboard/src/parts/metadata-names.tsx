// The site's own names of metadata keys: which of them carries which id.
import type { Site } from '@farthing/contract'
import { type FormEvent, useState } from 'react'
import { fromRows, idMeanings, idsCarried, type NameRow, toRows } from '../metadata-names.ts'
import { SaveRow } from './save-row.tsx'
import { useSiteChange } from './use-change.ts'

export function MetadataNames({ site }: { site: Site }) {
  const [rows, setRows] = useState<NameRow[]>(() => toRows(site.metadataKeys ?? {}))
  const [wrong, setWrong] = useState<string | null>(null)
  const change = useSiteChange(site)
  const edit = (row: NameRow, change: Partial<NameRow>) =>
    setRows(rows.map((one) => (one === row ? { ...one, ...change } : one)))
  const add = () =>
    setRows([...rows, { number: Math.max(0, ...rows.map(({ number }) => number)) + 1, name: '', id: 'viewId' }])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = fromRows(rows)
    setWrong(read.kind === 'wrong' ? read.sentence : null)
    if (read.kind === 'keys') change.mutate({ metadataKeys: read.keys })
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {rows.length === 0 && <p>No name of your own. The usual ones are understood without being told.</p>}
      {rows.length > 0 && (
        <ul className="name-rows" aria-label="Names">
          {rows.map((row) => (
            <Row
              key={row.number}
              row={row}
              edit={(change) => edit(row, change)}
              remove={() => setRows(rows.filter((one) => one !== row))}
            />
          ))}
        </ul>
      )}
      <div className="actions">
        <button type="button" className="button small" onClick={add}>
          Add a name
        </button>
      </div>
      {wrong !== null && (
        <p className="alert" role="alert">
          {wrong}
        </p>
      )}
      <SaveRow change={change} action="Save names" />
    </form>
  )
}

interface RowProps {
  row: NameRow
  edit: (change: Partial<NameRow>) => void
  remove: () => void
}

function Row({ row: { number, name, id }, edit, remove }: RowProps) {
  return (
    <li>
      <input
        aria-label={`Name ${number}`}
        placeholder="order_ref"
        maxLength={40}
        spellCheck={false}
        autoCapitalize="none"
        value={name}
        onChange={(event) => edit({ name: event.target.value })}
      />
      <select
        aria-label={`What name ${number} carries`}
        value={id}
        onChange={(event) => edit({ id: idsCarried.find((one) => one === event.target.value) ?? 'viewId' })}
      >
        {idsCarried.map((one) => (
          <option key={one} value={one}>
            {idMeanings[one]}
          </option>
        ))}
      </select>
      <button type="button" className="button quiet small" aria-label={`Remove name ${number}`} onClick={remove}>
        Remove
      </button>
    </li>
  )
}
