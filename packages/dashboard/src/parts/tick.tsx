// A box to tick, with what it means beside it.
import { useId } from 'react'

interface TickProps {
  label: string
  hint: string
  checked: boolean
  onChange: () => void
}

export function Tick({ label, hint, checked, onChange }: TickProps) {
  const id = useId()
  return (
    <div className="tick-row">
      <input id={id} type="checkbox" checked={checked} onChange={onChange} aria-describedby={`${id}-hint`} />
      <span>
        <label htmlFor={id}>{label}</label>
        <small id={`${id}-hint`}>{hint}</small>
      </span>
    </div>
  )
}
