// Way one: a key with which the collector asks Stripe. Keys that can move money are taken only on purpose.
import { type FormEvent, useState } from 'react'
import { readKey } from '../stripe-input.ts'
import { Field } from './field.tsx'
import { KeyRights } from './key-rights.tsx'
import { Steps } from './steps.tsx'
import type { StripePartProps } from './stripe-form.tsx'
import { StripeHistory } from './stripe-history.tsx'
import { CopyKeyPicture, NewKeyPicture } from './stripe-pictures.tsx'
import { messageOf } from './trouble.tsx'
import { WebhookMaker } from './webhook-maker.tsx'

export function StripeKeyForm({ site, status, save, busy, error }: StripePartProps) {
  const [text, setText] = useState('')
  const [confirmed, setConfirmed] = useState(false)
  const read = readKey(text)
  const ready = read.kind === 'restricted' || read.kind === 'secret_test' || (read.kind === 'secret_live' && confirmed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const clear = () => {
      setText('')
      setConfirmed(false)
    }
    save({ apiKey: read.key, ...(read.kind === 'secret_live' ? { confirmSecretKey: true } : {}) }, clear)
  }
  return (
    <section className="way">
      <h3>Restricted key</h3>
      <KeyState status={status} />
      {status.apiKey !== null && <KeyRights site={site} status={status} />}
      {status.webhook.canCreate && <WebhookMaker site={site} status={status} />}
      {status.apiKey !== null && <StripeHistory site={site} />}
      <Steps folded={status.apiKey !== null} title="How to get another key">
        <KeySteps status={status} />
      </Steps>
      <form className="stack" onSubmit={submit}>
        <Field
          label="Restricted key"
          name="apiKey"
          placeholder="rk_live_…"
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={read.kind === 'wrong' ? read.hint : error === null ? null : messageOf(error)}
          hint="Kept encrypted, and never shown again."
        />
        {read.kind === 'secret_live' && <SecretKeyWarning confirmed={confirmed} confirm={setConfirmed} />}
        <div className="actions">
          <button type="submit" className="button primary" disabled={busy || !ready}>
            {busy ? 'Asking Stripe…' : 'Check and save key'}
          </button>
          {status.apiKey?.from === 'site' && (
            <button type="button" className="button quiet" disabled={busy} onClick={() => save({ apiKey: null })}>
              Remove key
            </button>
          )}
        </div>
      </form>
    </section>
  )
}

function KeySteps({ status: { keyLinks, apiKey } }: { status: StripePartProps['status'] }) {
  return (
    <div className="with-picture">
      <ol className="how">
        <li>
          <a href={keyLinks.live} target="_blank" rel="noreferrer">
            Create a restricted key in Stripe
          </a>{' '}
          (or{' '}
          <a href={keyLinks.test} target="_blank" rel="noreferrer">
            one for test mode
          </a>
          ). The rights are already ticked: all are for reading, but the last, which lets Farthing create the webhook.
          Set it to <em>None</em> if you would rather do that yourself. Then press <em>Create key</em>.
        </li>
        <li>Stripe shows the key once. Click it to copy it.</li>
        <li>Paste it below{apiKey?.from === 'site' ? ', in place of the stored one' : ''}.</li>
      </ol>
      <div className="pictures">
        <NewKeyPicture />
        <CopyKeyPicture />
      </div>
    </div>
  )
}

function KeyState({ status: { apiKey } }: { status: StripePartProps['status'] }) {
  if (apiKey === null) {
    return <p className="way-state">No key: a return from checkout stays pending until a webhook confirms it.</p>
  }
  return (
    <p className="way-state on">
      {apiKey.mode === 'live' ? 'Live' : 'Test'} key ending in <code>{apiKey.hint}</code>
      {apiKey.from === 'environment' ? ', from the collector’s environment' : ''}
    </p>
  )
}

function SecretKeyWarning({ confirmed, confirm }: { confirmed: boolean; confirm: (yes: boolean) => void }) {
  return (
    <div className="alert" role="alert">
      <p>
        <strong>This key can move money.</strong> Whoever gets hold of it can pay out, refund and change your account. A
        restricted key (rk_live_…) can do only what you allow, and Farthing needs nothing but reading.
      </p>
      <label className="check">
        <input type="checkbox" checked={confirmed} onChange={(event) => confirm(event.target.checked)} />
        <span>I know, and want to use the secret key all the same</span>
      </label>
    </div>
  )
}
