// Email and password: the same two fields for the first owner and for everybody who signs in later.
import { type FormEvent, useState } from 'react'
import { Field } from './field.tsx'
import { messageOf } from './trouble.tsx'

interface CredentialsProps {
  purpose: 'create' | 'sign_in'
  busy: boolean
  error: Error | null
  onSubmit: (email: string, password: string) => void
}

export function CredentialsForm({ purpose, busy, error, onSubmit }: CredentialsProps) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const create = purpose === 'create'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(email.trim(), password)
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        maxLength={320}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <div className="with-action">
        <Field
          label="Password"
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete={create ? 'new-password' : 'current-password'}
          required
          minLength={create ? 10 : undefined}
          maxLength={200}
          hint={create ? 'At least 10 characters. A sentence is easier to remember than a riddle.' : undefined}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <button type="button" className="link-button" aria-pressed={shown} onClick={() => setShown(!shown)}>
          Show
        </button>
      </div>
      {error !== null && (
        <p className="alert" role="alert">
          {messageOf(error)}
        </p>
      )}
      <button type="submit" className="button primary wide" disabled={busy}>
        {create ? 'Create the owner' : 'Sign in'}
      </button>
    </form>
  )
}
