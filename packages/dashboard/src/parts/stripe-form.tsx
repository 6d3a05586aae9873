// The two ways in which Stripe tells about payments: a webhook that it sends, a key with which we ask.
import type { Site, StripeSettings, StripeStatus } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { api } from '../api.ts'
import { StripeKeyForm } from './stripe-key-form.tsx'
import { StripeWebhookForm } from './stripe-webhook-form.tsx'

export interface StripePartProps {
  status: StripeStatus
  save: (settings: StripeSettings, done?: () => void) => void
  busy: boolean
  error: Error | null
}

export function StripeForm({ site, status }: { site: Site; status: StripeStatus }) {
  return (
    <div className="stripe-ways">
      <p>
        Either is enough to see payments. With both, payments arrive at once and nothing is missed while a webhook
        fails.
      </p>
      <StripePart site={site} status={status} Part={StripeWebhookForm} />
      <StripePart site={site} status={status} Part={StripeKeyForm} />
    </div>
  )
}

interface PartProps {
  site: Site
  status: StripeStatus
  Part: (props: StripePartProps) => ReactElement
}

/** Each part saves for itself, so that an error stands where it was made. */
function StripePart({ site, status, Part }: PartProps) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (settings: StripeSettings) => api.changeStripe(site.id, settings),
    onSuccess: () => client.invalidateQueries({ queryKey: ['stripe', site.id] }),
  })
  return (
    <Part
      status={status}
      save={(settings, done) => change.mutate(settings, { onSuccess: () => done?.() })}
      busy={change.isPending}
      error={change.error}
    />
  )
}
