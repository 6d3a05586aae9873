// Who is signed in, and the way out.
import type { SessionAnswer } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { api } from '../api.ts'
import { sessionQuery } from '../queries.ts'
import { Popover } from './popover.tsx'
import { messageOf } from './trouble.tsx'

type User = Extract<SessionAnswer, { state: 'signed_in' }>['user']

export function AccountMenu({ user: { email } }: { user: User }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: api.logout,
    onSuccess: (session) => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] })
      client.setQueryData(sessionQuery.queryKey, session)
      // Without the way back that an expired login keeps: whoever signs in next may be somebody else.
      return navigate('/login', { replace: true })
    },
  })
  return (
    <div className="account">
      <Popover name="Account" align="end" label={<span className="initial">{email.slice(0, 1).toUpperCase()}</span>}>
        {(close) => (
          <div className="menu">
            <p className="menu-note">
              Signed in as <strong>{email}</strong>
            </p>
            <Link to="/account" onClick={close}>
              Your account
            </Link>
            <button type="button" className="menu-item" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
              Sign out
            </button>
            {signOut.isError && (
              <p className="hint error" role="alert">
                {messageOf(signOut.error)}
              </p>
            )}
          </div>
        )}
      </Popover>
    </div>
  )
}
