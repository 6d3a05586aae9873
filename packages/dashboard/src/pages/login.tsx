// Signing in, and going on to where one wanted to go.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Navigate, useSearchParams } from 'react-router'
import { api } from '../api.ts'
import { CredentialsForm } from '../parts/credentials-form.tsx'
import { Entrance, EntranceTrouble, SetupNeeded } from '../parts/entrance.tsx'
import { Splash } from '../parts/splash.tsx'
import { sessionQuery } from '../queries.ts'
import { safeNext } from '../url-state.ts'

export function Login() {
  const [params] = useSearchParams()
  const client = useQueryClient()
  const session = useQuery(sessionQuery)
  const login = useMutation({
    mutationFn: api.login,
    onSuccess: (answer) => client.setQueryData(['session'], answer),
  })
  if (session.data === undefined) {
    if (session.error === null) return <Splash />
    return <EntranceTrouble error={session.error} retry={() => void session.refetch()} />
  }
  if (session.data.state === 'signed_in') return <Navigate to={safeNext(params.get('next'))} replace />
  if (session.data.state === 'setup') return <SetupNeeded />
  return (
    <Entrance title="Sign in">
      <CredentialsForm
        purpose="sign_in"
        busy={login.isPending}
        error={login.error}
        onSubmit={(email, password) => login.mutate({ email, password })}
      />
    </Entrance>
  )
}
