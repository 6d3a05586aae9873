// The two ways in which Stripe tells about payments: a key with which we ask, a webhook that it sends.
import type { Site, StripeSettings, StripeStatus } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { api } from '../api.ts'
import { StripeKeyForm } from './stripe-key-form.tsx'
import { StripeWebhookForm } from './stripe-webhook-form.tsx'

export interface StripePartProps {
  site: Site
  status: StripeStatus
  save: (settings: StripeSettings, done?: () => void) => void
  busy: boolean
  error: Error | null
}

export function StripeForm({ site, status }: { site: Site; status: StripeStatus }) {
  return (
    <div className="stripe-ways">
      <p>
        Begin with the key: with it Farthing finds what a webhook missed, and creates the webhook for you. Either alone
        is enough to see payments.
      </p>
      <StripePart site={site} status={status} Part={StripeKeyForm} />
      <StripePart site={site} status={status} Part={StripeWebhookForm} />
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
    onSuccess: (changed) => {
      client.setQueryData(['stripe', site.id], changed)
      void client.invalidateQueries({ queryKey: ['doctor', site.id] })
    },
  })
  return (
    <Part
      site={site}
      status={status}
      save={(settings, done) => change.mutate(settings, { onSuccess: () => done?.() })}
      busy={change.isPending}
      error={change.error}
    />
  )
}
