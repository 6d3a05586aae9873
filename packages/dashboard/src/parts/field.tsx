// A labelled input with its hint and its error, tied together for screen readers.
import { type InputHTMLAttributes, type ReactNode, useId } from 'react'
import type { Choice, ChoiceGroup } from '../choosable.ts'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  hint?: ReactNode
  error?: string | null
}

export function Field({ label, hint, error = null, ...input }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} {...input} aria-invalid={error !== null} aria-describedby={`${id}-hint`} />
      <FieldNote id={`${id}-hint`} hint={hint} error={error} />
    </div>
  )
}

interface SelectProps {
  label: string
  name: string
  value: string
  onChange: (value: string) => void
  options: Choice[] | ChoiceGroup[]
  hint?: ReactNode
}

export function Select({ label, name, value, onChange, options, hint }: SelectProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={`${id}-hint`}
      >
        {options.map((one) =>
          'choices' in one ? <Group key={one.label} group={one} /> : <Option key={one.value} {...one} />,
        )}
      </select>
      <FieldNote id={`${id}-hint`} hint={hint} error={null} />
    </div>
  )
}

export const ChoiceGroups = ({ groups }: { groups: readonly ChoiceGroup[] }) =>
  groups.map((group) => <Group key={group.label} group={group} />)

const Group = ({ group: { label, choices } }: { group: ChoiceGroup }) => (
  <optgroup label={label}>
    {choices.map((one) => (
      <Option key={one.value} {...one} />
    ))}
  </optgroup>
)

const Option = ({ value, label }: Choice) => <option value={value}>{label}</option>

function FieldNote({ id, hint, error }: { id: string; hint: ReactNode; error: string | null }) {
  return (
    <p id={id} className={error === null ? 'hint' : 'hint error'}>
      {error ?? hint}
    </p>
  )
}
