// A share link: straight to the reports, or first its password.
import type { EnterShareAnswer } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api } from '../api.ts'
import { Entrance } from '../parts/entrance.tsx'
import { PasswordForm } from '../parts/password-form.tsx'
import { Splash } from '../parts/splash.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { sessionQuery } from '../queries.ts'

export function Share() {
  const { token = '' } = useParams()
  const client = useQueryClient()
  const navigate = useNavigate()
  const enter = useMutation({
    mutationFn: (password: string | null) => api.enterShare(password === null ? { token } : { token, password }),
    onSuccess: async (answer: EnterShareAnswer) => {
      if (answer.state !== 'entered') return
      client.removeQueries({ queryKey: ['sites'] })
      // Nobody on this page watches the session: it is asked for anew, or the next page would still know nobody.
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
      await navigate(`/sites/${answer.siteId}`, { replace: true })
    },
  })
  const { mutate } = enter
  useEffect(() => mutate(null), [mutate])
  const asked = enter.data?.state === 'password_needed' || enter.variables != null
  if (asked) {
    return (
      <Entrance title="A shared page">
        <p>Its owner protected this page with a password.</p>
        <PasswordForm
          purpose="enter"
          action="Open"
          busy={enter.isPending}
          error={enter.error}
          onSubmit={(password) => mutate(password)}
        />
      </Entrance>
    )
  }
  if (enter.error === null) return <Splash />
  return (
    <Entrance title="This link does not open">
      <Trouble error={enter.error} title="No way in by this link" retry={() => mutate(null)} />
    </Entrance>
  )
}
