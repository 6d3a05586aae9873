// Which days are shown: the usual ranges at a click, any other by two dates.
import { type FormEvent, useState } from 'react'
import { formatDays } from '../format.ts'
import { presets, resolveRange } from '../range.ts'
import { presetNames } from '../words.ts'
import { Field } from './field.tsx'
import { Popover } from './popover.tsx'
import type { View } from './use-view.ts'

export function RangePicker({ view }: { view: View }) {
  const { range } = view.state
  const days = formatDays(view.scope)
  const label = range.kind === 'preset' ? presetNames[range.preset] : days
  return (
    <Popover name="Days" align="end" label={<span title={days}>{label}</span>}>
      {(close) => (
        <div className="menu range-menu">
          <ul>
            {presets.map((preset) => (
              <li key={preset}>
                <button
                  type="button"
                  className="menu-item"
                  aria-current={range.kind === 'preset' && range.preset === preset ? 'true' : undefined}
                  onClick={() => {
                    view.change({ range: { kind: 'preset', preset } })
                    close()
                  }}
                >
                  {presetNames[preset]}
                  <small>{formatDays(resolveRange({ kind: 'preset', preset }, view.today))}</small>
                </button>
              </li>
            ))}
          </ul>
          <CustomRange view={view} close={close} />
        </div>
      )}
    </Popover>
  )
}

function CustomRange({ view, close }: { view: View; close: () => void }) {
  const [from, setFrom] = useState(view.scope.from)
  const [to, setTo] = useState(view.scope.to)
  const wrong = from > to
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wrong) return
    view.change({ range: { kind: 'custom', from, to } })
    close()
  }
  return (
    <form className="custom-range" onSubmit={submit}>
      <Field
        label="From"
        type="date"
        required
        max={view.today}
        value={from}
        onChange={(e) => setFrom(e.target.value)}
      />
      <Field
        label="To"
        type="date"
        required
        max={view.today}
        value={to}
        onChange={(e) => setTo(e.target.value)}
        error={wrong ? 'The last day is before the first.' : null}
      />
      <button type="submit" className="button">
        Show these days
      </button>
    </form>
  )
}
