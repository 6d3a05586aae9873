// The two ways in which Stripe tells about payments: a key with which we ask, a webhook that it sends. Either is enough.
import type { Site, StripeSettings, StripeStatus } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { api } from '../api.ts'
import { StripeKeyForm } from './stripe-key-form.tsx'
import { StripeWebhookForm } from './stripe-webhook-form.tsx'
import { Tabs } from './tabs.tsx'
import { useChoice } from './use-choice.ts'

export interface StripePartProps {
  site: Site
  status: StripeStatus
  save: (settings: StripeSettings, done?: () => void) => void
  busy: boolean
  error: Error | null
}

const ways = ['key', 'webhook'] as const
type Way = (typeof ways)[number]

const wayNames: Record<Way, string> = { key: 'With a key', webhook: 'With a webhook' }

interface WayLimits {
  shows: string[]
  not: string
}

const limits: Record<Way, WayLimits> = {
  key: {
    shows: [
      'every payment, refund and dispute, also from before Farthing',
      'line items, Stripe’s fees, and what a webhook missed',
      'whether the ledger is right: it is compared with Stripe',
    ],
    not: 'It cannot show a payment at once: Stripe is asked every minute. A click adds the webhook for that.',
  },
  webhook: {
    shows: [
      'payments, refunds and renewals within seconds',
      'also buyers who never come back to your site',
      'nothing is asked of your account: Stripe only sends',
    ],
    not: 'It cannot show what happened before it was made, what got lost on the way, or some line items.',
  },
}

export function StripeForm({ site, status }: { site: Site; status: StripeStatus }) {
  const onlyHook = status.apiKey === null && status.webhookSecrets > 0
  const [way, choose] = useChoice('way', ways, onlyHook ? 'webhook' : 'key')
  return (
    <div className="ways">
      <p>Begin with the key: it takes one paste, and makes the webhook for you. Either alone shows payments.</p>
      <Tabs name="Ways to connect" look="ways" tabs={ways} nameOf={(one) => wayNames[one]} chosen={way} choose={choose}>
        {(panel) => (
          <div {...panel} className="way-body">
            <Limits {...limits[way]} />
            <StripePart
              key={way}
              site={site}
              status={status}
              Part={way === 'key' ? StripeKeyForm : StripeWebhookForm}
            />
          </div>
        )}
      </Tabs>
    </div>
  )
}

function Limits({ shows, not }: WayLimits) {
  return (
    <div className="limits">
      <strong>What it shows</strong>
      <ul>
        {shows.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p>
        <strong>What it cannot</strong> {not}
      </p>
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
