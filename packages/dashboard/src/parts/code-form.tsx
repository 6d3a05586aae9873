// The second factor at the door: six digits of the app, or a recovery code.
import { type FormEvent, useState } from 'react'
import { Field } from './field.tsx'
import { messageOf } from './trouble.tsx'

interface CodeFormProps {
  busy: boolean
  error: Error | null
  onSubmit: (code: string) => void
}

export function CodeForm({ busy, error, onSubmit }: CodeFormProps) {
  const [code, setCode] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() !== '') onSubmit(code.trim())
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="Code"
        name="code"
        autoComplete="one-time-code"
        inputMode="text"
        autoFocus
        required
        maxLength={40}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        hint="The six digits that your authenticator app shows now. Lost it? A recovery code works too."
      />
      {error !== null && (
        <p className="alert" role="alert">
          {messageOf(error)}
        </p>
      )}
      <button type="submit" className="button primary wide" disabled={busy}>
        Sign in
      </button>
    </form>
  )
}
