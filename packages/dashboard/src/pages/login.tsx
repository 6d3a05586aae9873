// Signing in, and going on to where one wanted to go.
import type { LoginRequest, SessionAnswer } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { api } from '../api.ts'
import { CodeForm } from '../parts/code-form.tsx'
import { CredentialsForm } from '../parts/credentials-form.tsx'
import { Entrance, EntranceTrouble, SetupNeeded } from '../parts/entrance.tsx'
import { PasskeyLogin } from '../parts/passkey-login.tsx'
import { Splash } from '../parts/splash.tsx'
import { sessionQuery } from '../queries.ts'
import { safeNext } from '../url-state.ts'

export function Login() {
  const [params] = useSearchParams()
  const client = useQueryClient()
  const session = useQuery(sessionQuery)
  const enter = (answer: SessionAnswer) => {
    if (answer.state !== 'code_needed') client.setQueryData(['session'], answer)
  }
  const login = useMutation({ mutationFn: api.login, onSuccess: enter })
  const [first, setFirst] = useState<LoginRequest | null>(null)
  if (session.data === undefined) {
    if (session.error === null) return <Splash />
    return <EntranceTrouble error={session.error} retry={() => void session.refetch()} />
  }
  const asksForCode = first !== null && (login.data?.state === 'code_needed' || first.code !== undefined)
  if (session.data.state === 'signed_in') return <Navigate to={safeNext(params.get('next'))} replace />
  if (session.data.state === 'setup') return <SetupNeeded />
  if (asksForCode) {
    return (
      <Entrance title="One more thing">
        <CodeForm
          busy={login.isPending}
          error={login.error}
          onSubmit={(code) => {
            setFirst({ ...first, code })
            login.mutate({ ...first, code })
          }}
        />
      </Entrance>
    )
  }
  return (
    <Entrance title="Sign in">
      <CredentialsForm
        purpose="sign_in"
        busy={login.isPending}
        error={login.error}
        onSubmit={(email, password) => {
          setFirst({ email, password })
          login.mutate({ email, password })
        }}
      />
      <PasskeyLogin done={enter} />
    </Entrance>
  )
}
