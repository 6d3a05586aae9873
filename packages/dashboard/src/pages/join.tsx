// An invitation: who it is for, and a password of one's own.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearchParams } from 'react-router'
import { api } from '../api.ts'
import { Entrance } from '../parts/entrance.tsx'
import { PasswordForm } from '../parts/password-form.tsx'
import { Splash } from '../parts/splash.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { roleWords } from '../words.ts'

export function Join() {
  const [params] = useSearchParams()
  const token = params.get('token') ?? ''
  const client = useQueryClient()
  const navigate = useNavigate()
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.lookAtInvitation(token, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const join = useMutation({
    mutationFn: (password: string) => api.join({ token, password }),
    onSuccess: (session) => {
      client.removeQueries({ queryKey: ['sites'] })
      client.setQueryData(['session'], session)
      // The token leaves the address bar and the history with the page.
      return navigate('/', { replace: true })
    },
  })
  if (invitation.data === undefined) {
    if (invitation.error === null) return <Splash />
    return (
      <Entrance title="This invitation does not open">
        <Trouble error={invitation.error} title="No way in by this link" retry={() => void invitation.refetch()} />
      </Entrance>
    )
  }
  const { email, siteName, role } = invitation.data
  return (
    <Entrance title={`Join ${siteName}`}>
      <p>
        You are invited as <strong>{email}</strong>. {roleWords[role].long} Choose a password to sign in with.
      </p>
      <PasswordForm
        purpose="create"
        action="Join"
        busy={join.isPending}
        error={join.error}
        onSubmit={(password) => join.mutate(password)}
      />
    </Entrance>
  )
}
