// One click in place of three steps in Stripe: the collector creates the endpoint with its key.
import type { Site, StripeStatus, WebhookCreated } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { messageOf } from './trouble.tsx'

const done: Record<WebhookCreated['done'], string> = {
  created: 'The webhook is made. The next payment arrives within seconds.',
  replaced: 'The webhook is made anew, since nobody knew the secret of the one that was there.',
  kept: 'The webhook was there already, and sends everything that is needed.',
}

export function WebhookMaker({ site, status }: { site: Site; status: StripeStatus }) {
  const client = useQueryClient()
  const make = useMutation({
    mutationFn: () => api.createWebhook(site.id),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['stripe', site.id] }),
        client.invalidateQueries({ queryKey: ['doctor', site.id] }),
      ]),
  })
  return (
    <div className="stack">
      <div className="actions">
        <button type="button" className="button primary" disabled={make.isPending} onClick={() => make.mutate()}>
          {make.isPending
            ? 'Asking Stripe…'
            : status.webhookSecrets > 0
              ? 'Check the webhook for me'
              : 'Create the webhook for me'}
        </button>
        <span className="saved" role="status">
          {make.data === undefined ? '' : done[make.data.done]}
        </span>
      </div>
      {make.error !== null && (
        <p className="hint error" role="alert">
          {messageOf(make.error)}
        </p>
      )}
    </div>
  )
}
