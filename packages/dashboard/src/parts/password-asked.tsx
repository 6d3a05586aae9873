// A change of how one signs in, and the password that it asks for again.
import { type FormEvent, type ReactNode, useState } from 'react'
import { Field } from './field.tsx'
import { Failed } from './loaded.tsx'

interface PasswordAskedProps {
  action: string
  look?: 'button' | 'button primary' | 'button danger'
  busy: boolean
  error: Error | null
  submit: (password: string) => void
  children: ReactNode
}

export function PasswordAsked({ action, look = 'button', busy, error, submit, children }: PasswordAskedProps) {
  const [password, setPassword] = useState('')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    submit(password)
  }
  return (
    <form className="stack" onSubmit={onSubmit}>
      {children}
      <Field
        label="Your password"
        name="ownPassword"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Failed error={error} />
      <div className="actions">
        <button type="submit" className={look} disabled={busy}>
          {action}
        </button>
      </div>
    </form>
  )
}
