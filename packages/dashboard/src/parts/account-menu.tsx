// Who is signed in, and the way out.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { Popover } from './popover.tsx'
import { messageOf } from './trouble.tsx'

export function AccountMenu({ email }: { email: string }) {
  const client = useQueryClient()
  const signOut = useMutation({
    mutationFn: api.logout,
    onSuccess: (session) => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
      client.setQueryData(['session'], session)
    },
  })
  return (
    <div className="account">
      <Popover name="Account" align="end" label={<span className="initial">{email.slice(0, 1).toUpperCase()}</span>}>
        {() => (
          <div className="menu">
            <p className="menu-note">
              Signed in as <strong>{email}</strong>
            </p>
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
