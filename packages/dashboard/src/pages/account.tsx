// One's own account: passkeys, the second factor, the password, and where one is signed in.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { accountApi } from '../admin-api.ts'
import { formatAgo } from '../format.ts'
import { Field } from '../parts/field.tsx'
import { Failed, Loaded } from '../parts/loaded.tsx'
import { Passkeys } from '../parts/passkeys.tsx'
import { SaveRow } from '../parts/save-row.tsx'
import { SecondFactor } from '../parts/second-factor.tsx'
import { Setting } from '../parts/setting.tsx'
import { Together } from '../parts/together.tsx'
import { useNow } from '../parts/use-now.ts'

export function Account() {
  const account = useQuery({ queryKey: ['account'], queryFn: ({ signal }) => accountApi.show(signal) })
  return (
    <div className="settings">
      <title>Your account · Farthing</title>
      <h1>Your account</h1>
      <p className="lead">{account.data?.email ?? ' '}</p>
      <Together>
        <Setting
          title="Passkeys"
          about="Sign in with your finger, your face or the PIN of your device, without a password. It counts as both factors."
        >
          <Passkeys />
        </Setting>
        <Setting title="Second factor" about="Besides the password, a code that only your phone knows.">
          <Loaded query={account} what="Your account">
            {(data) => <SecondFactor account={data} />}
          </Loaded>
        </Setting>
        <Setting title="Password" about="A new one ends every other login of yours.">
          <PasswordChangeForm />
        </Setting>
        <Setting
          title="Logins"
          about="Where you are signed in. End what you do not recognise, and change the password."
        >
          <Logins />
        </Setting>
      </Together>
    </div>
  )
}

function PasswordChangeForm() {
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const change = useMutation({
    mutationFn: accountApi.changePassword,
    onSuccess: () => {
      setPassword('')
      setNewPassword('')
      return client.invalidateQueries({ queryKey: ['logins'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ password, newPassword })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <div className="two">
        <Field
          label="Password now"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Field
          label="New password"
          name="newPassword"
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          maxLength={200}
          hint="At least 10 characters."
          value={newPassword}
          onChange={(event) => setNewPassword(event.target.value)}
        />
      </div>
      <SaveRow change={change} action="Change password" done="Changed" />
    </form>
  )
}

function Logins() {
  const now = useNow()
  const client = useQueryClient()
  const logins = useQuery({ queryKey: ['logins'], queryFn: ({ signal }) => accountApi.logins(signal) })
  const end = useMutation({
    mutationFn: accountApi.endLogin,
    onSuccess: (answer) => client.setQueryData(['logins'], answer),
  })
  return (
    <Loaded query={logins} what="Your logins">
      {(data) => (
        <>
          <ul className="item-list" aria-label="Logins">
            {data.logins.map((login) => (
              <li key={login.id}>
                <span className="item-name">
                  <strong>{login.browser}</strong>
                  <small>
                    since {formatAgo(login.createdAt, now)}, last used {formatAgo(Math.min(login.lastSeenAt, now), now)}
                  </small>
                </span>
                {login.isThis ? (
                  <span className="pill paid">This one</span>
                ) : (
                  <button
                    type="button"
                    className="button quiet small"
                    disabled={end.isPending}
                    aria-label={`End the login of ${login.browser}`}
                    onClick={() => end.mutate(login.id)}
                  >
                    End
                  </button>
                )}
              </li>
            ))}
          </ul>
          <Failed error={end.error} />
        </>
      )}
    </Loaded>
  )
}
