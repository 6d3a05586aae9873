// The link at the end of a notice: one press ends them. A mail program that follows links ends nothing.
import { useMutation } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { noticesApi } from '../admin-api.ts'
import { Entrance } from '../parts/entrance.tsx'
import { Failed } from '../parts/loaded.tsx'

export function Unsubscribe() {
  const { token = '' } = useParams()
  const end = useMutation({ mutationFn: () => noticesApi.unsubscribe(token) })
  if (end.data !== undefined)
    return (
      <Entrance title="That was the last one">
        <p role="status">
          You get no more emails about {end.data.siteName}. In its settings you can ask for them again.
        </p>
      </Entrance>
    )
  return (
    <Entrance title="No more emails?">
      <p>This ends all notices about the site that this email was about.</p>
      <Failed error={end.error} />
      <button type="button" className="button primary wide" disabled={end.isPending} onClick={() => end.mutate()}>
        Unsubscribe
      </button>
    </Entrance>
  )
}
