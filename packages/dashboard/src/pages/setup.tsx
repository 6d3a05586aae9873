// The first run: whoever holds the link that the collector printed becomes the owner.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { api } from '../api.ts'
import { CredentialsForm } from '../parts/credentials-form.tsx'
import { Entrance, SetupNeeded } from '../parts/entrance.tsx'
import { sessionQuery } from '../queries.ts'

export function Setup() {
  const [params] = useSearchParams()
  const token = params.get('token') ?? ''
  const client = useQueryClient()
  const navigate = useNavigate()
  const session = useQuery(sessionQuery)
  const setup = useMutation({
    mutationFn: api.setup,
    onSuccess: (answer) => {
      client.setQueryData(['session'], answer)
      // The token leaves the address bar and the history with the page.
      return navigate('/', { replace: true })
    },
  })
  const state = session.data?.state
  if (state === 'signed_in' || state === 'signed_out') return <AlreadyDone />
  if (token === '') return <SetupNeeded />
  return (
    <Entrance title="Welcome to Farthing">
      <p>Create the owner of this collector. Your data stays on your machine.</p>
      <CredentialsForm
        purpose="create"
        busy={setup.isPending}
        error={setup.error}
        onSubmit={(email, password) => setup.mutate({ token, email, password })}
      />
    </Entrance>
  )
}

function AlreadyDone() {
  return (
    <Entrance title="Already set up">
      <p>This collector has an owner; a setup link works only once.</p>
      <Link className="button primary wide" to="/">
        Go to the dashboard
      </Link>
    </Entrance>
  )
}
