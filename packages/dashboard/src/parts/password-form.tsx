// One password field and one button: for who joins, and for a share link that asks for one.
import { type FormEvent, useState } from 'react'
import { Field } from './field.tsx'
import { messageOf } from './trouble.tsx'

interface PasswordFormProps {
  purpose: 'create' | 'enter'
  action: string
  busy: boolean
  error: Error | null
  onSubmit: (password: string) => void
}

export function PasswordForm({ purpose, action, busy, error, onSubmit }: PasswordFormProps) {
  const [password, setPassword] = useState('')
  const create = purpose === 'create'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(password)
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete={create ? 'new-password' : 'off'}
        required
        minLength={create ? 10 : undefined}
        maxLength={200}
        hint={create ? 'At least 10 characters. A sentence is easier to remember than a riddle.' : undefined}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {error !== null && (
        <p className="alert" role="alert">
          {messageOf(error)}
        </p>
      )}
      <button type="submit" className="button primary wide" disabled={busy}>
        {action}
      </button>
    </form>
  )
}
