// Way one: Stripe sends its events here, signed with a secret that both sides know.
import { type FormEvent, useId, useState } from 'react'
import { formatAgo } from '../format.ts'
import { readSecrets } from '../stripe-input.ts'
import { CopyBlock } from './copy-block.tsx'
import { FieldNote } from './field.tsx'
import type { StripePartProps } from './stripe-form.tsx'
import { messageOf } from './trouble.tsx'
import { useNow } from './use-now.ts'

export function StripeWebhookForm({ status, save, busy, error }: StripePartProps) {
  const [text, setText] = useState('')
  const id = useId()
  const read = readSecrets(text)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (read.kind === 'secrets') save({ webhookSecrets: read.secrets }, () => setText(''))
  }
  const problem = read.kind === 'wrong' ? read.hint : error === null ? null : messageOf(error)
  return (
    <section className="way">
      <h3>Webhook</h3>
      <WebhookState status={status} />
      <ol className="how">
        <li>
          In Stripe, open{' '}
          <a href="https://dashboard.stripe.com/webhooks" target="_blank" rel="noreferrer">
            Developers, then Webhooks
          </a>
          , and add an endpoint with this address.
        </li>
        <li>Let it send all events of Checkout, PaymentIntent, Charge, Refund, Invoice and Customer subscription.</li>
        <li>Copy the signing secret that Stripe then shows.</li>
      </ol>
      <CopyBlock label="Webhook address" text={status.webhookUrl} />
      <form className="stack" onSubmit={submit}>
        <div className="field">
          <label htmlFor={id}>Signing secret</label>
          <textarea
            id={id}
            name="webhookSecrets"
            rows={2}
            placeholder="whsec_…"
            spellCheck={false}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-hint`}
          />
          <FieldNote
            id={`${id}-hint`}
            error={problem}
            hint={
              status.webhookSecrets > 0
                ? 'Saving replaces the stored ones. While you roll a secret, enter both, one a line.'
                : 'Kept encrypted, and never shown again. Test and live have a secret each: enter both, one a line.'
            }
          />
        </div>
        <div className="actions">
          <button type="submit" className="button primary" disabled={busy || read.kind !== 'secrets'}>
            Save signing secret
          </button>
          {status.webhookSecrets > 0 && (
            <button type="button" className="button quiet" disabled={busy} onClick={() => save({ webhookSecrets: [] })}>
              Remove stored
            </button>
          )}
        </div>
      </form>
    </section>
  )
}

function WebhookState({ status }: { status: StripePartProps['status'] }) {
  const now = useNow()
  const last =
    status.lastDeliveryAt === null
      ? 'No event has arrived yet.'
      : `Last event ${formatAgo(Math.min(status.lastDeliveryAt, now), now)}.`
  if (status.webhookSecrets === 0 && !status.sharedWebhook) return <p className="way-state">Not set up.</p>
  const stored = status.webhookSecrets === 1 ? 'One signing secret is' : `${status.webhookSecrets} signing secrets are`
  return (
    <p className="way-state on">
      {status.webhookSecrets > 0 ? `${stored} stored. ` : ''}
      {status.sharedWebhook ? 'The operator’s shared webhook is on. ' : ''}
      {last}
    </p>
  )
}
