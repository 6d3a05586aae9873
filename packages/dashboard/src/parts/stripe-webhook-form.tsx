// Way two: Stripe sends its events here, signed with a secret that both sides know.
import { type FormEvent, useState } from 'react'
import { formatAgo } from '../format.ts'
import { readSecrets } from '../stripe-input.ts'
import { CopyBlock } from './copy-block.tsx'
import { Field } from './field.tsx'
import { Chevron } from './popover.tsx'
import { Steps } from './steps.tsx'
import type { StripePartProps } from './stripe-form.tsx'
import { NewWebhookPicture, SigningSecretPicture } from './stripe-pictures.tsx'
import { messageOf } from './trouble.tsx'
import { useNow } from './use-now.ts'
import { WebhookMaker } from './webhook-maker.tsx'

export function StripeWebhookForm(props: StripePartProps) {
  const { site, status } = props
  return (
    <section className="way">
      <h3>Webhook</h3>
      <WebhookState status={status} />
      <StoredSecrets {...props} />
      {status.webhook.canCreate ? (
        <>
          <WebhookMaker site={site} status={status} />
          <Steps folded title="Do it by hand">
            <HandSteps {...props} />
          </Steps>
        </>
      ) : (
        <>
          {status.apiKey !== null && status.webhook.why !== null && (
            <p className="hint">Farthing cannot create it for you: {status.webhook.why}</p>
          )}
          <HandSteps {...props} />
        </>
      )}
    </section>
  )
}

function HandSteps(props: StripePartProps) {
  const { status } = props
  return (
    <>
      <div className="with-picture">
        <ol className="how">
          <li>
            In Stripe, open{' '}
            <a href="https://dashboard.stripe.com/webhooks" target="_blank" rel="noreferrer">
              Developers, then Webhooks
            </a>
            , choose <em>Add destination</em>, then the events below (all of Checkout, payments, invoices and
            subscriptions will do) and <em>Webhook endpoint</em>. Paste the address below as <em>Endpoint URL</em>; the
            payload style is <em>Snapshot</em>.
          </li>
          <li>
            Press <em>Create destination</em>.
          </li>
          <li>
            Reveal the <em>Signing secret</em> on the page that opens, copy it, and paste it below.
          </li>
        </ol>
        <div className="pictures">
          <NewWebhookPicture address={status.webhookUrl} />
          <SigningSecretPicture />
        </div>
      </div>
      <CopyBlock label="Webhook address" text={status.webhookUrl} />
      <details className="more-list">
        <summary>
          {status.webhook.events.length} events that are of use
          <Chevron />
        </summary>
        <p className="event-list">
          {status.webhook.events.map((type) => (
            <code key={type}>{type}</code>
          ))}
        </p>
      </details>
      <SecretForm {...props} />
    </>
  )
}

function SecretForm({ status, save, busy, error }: StripePartProps) {
  const [text, setText] = useState('')
  const read = readSecrets(text)
  const [secret, another] = read.kind === 'secrets' ? read.secrets : []
  const hint = read.kind === 'wrong' ? read.hint : another === undefined ? null : 'One secret at a time.'
  const ready = secret !== undefined && hint === null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) save({ addWebhookSecret: secret }, () => setText(''))
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="Signing secret"
        name="webhookSecret"
        placeholder="whsec_…"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={hint ?? (error === null ? null : messageOf(error))}
        hint={
          status.webhookSecrets > 0
            ? 'Is added to those that are stored: while Stripe rolls a secret, the old and the new are in force.'
            : 'Kept encrypted, and never shown again. Test and live have a secret each: add both, one after the other.'
        }
      />
      <div className="actions">
        <button type="submit" className="button" disabled={busy || !ready}>
          {status.webhookSecrets > 0 ? 'Add signing secret' : 'Save signing secret'}
        </button>
      </div>
    </form>
  )
}

function StoredSecrets({ status, save, busy }: StripePartProps) {
  if (status.webhookSecretHints.length === 0) return null
  return (
    <ul className="secret-list" aria-label="Stored signing secrets">
      {status.webhookSecretHints.map((hint) => (
        <li key={hint}>
          <span>
            Signing secret ending in <code>{hint}</code>
          </span>
          <button
            type="button"
            className="button quiet small"
            disabled={busy}
            aria-label={`Remove the signing secret ending in ${hint}`}
            onClick={() => save({ removeWebhookSecret: hint })}
          >
            Remove
          </button>
        </li>
      ))}
    </ul>
  )
}

function WebhookState({ status }: { status: StripePartProps['status'] }) {
  const now = useNow()
  const last =
    status.lastDeliveryAt === null
      ? 'No event has arrived yet.'
      : `Last event ${formatAgo(Math.min(status.lastDeliveryAt, now), now)}.`
  if (status.webhookSecrets === 0 && !status.sharedWebhook) return <p className="way-state">Not set up.</p>
  return (
    <p className="way-state on">
      {status.sharedWebhook ? 'The operator’s shared webhook is on. ' : ''}
      {last}
    </p>
  )
}
