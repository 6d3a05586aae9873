// One's own passkeys: the list, adding one, removing one.
import type { PasskeysAnswer } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { accountApi } from '../admin-api.ts'
import { formatAgo } from '../format.ts'
import { canUsePasskeys } from '../passkeys.ts'
import { Field } from './field.tsx'
import { Loaded } from './loaded.tsx'
import { Modal } from './modal.tsx'
import { PasswordAsked } from './password-asked.tsx'
import { SaveRow } from './save-row.tsx'
import { useNow } from './use-now.ts'

type Passkey = PasskeysAnswer['passkeys'][number]
const queryKey = ['passkeys']

export function Passkeys() {
  const query = useQuery({ queryKey, queryFn: ({ signal }) => accountApi.passkeys(signal) })
  const [removed, setRemoved] = useState<Passkey | null>(null)
  return (
    <Loaded query={query} what="Your passkeys">
      {({ passkeys }) => (
        <>
          {passkeys.length === 0 && (
            <p>
              None yet. Add one on each device that you sign in from: nobody can guess it, and no false page can ask for
              it.
            </p>
          )}
          <ul className="item-list" aria-label="Passkeys">
            {passkeys.map((passkey) => (
              <PasskeyRow key={passkey.id} passkey={passkey} remove={() => setRemoved(passkey)} />
            ))}
          </ul>
          {canUsePasskeys() ? (
            <NewPasskeyForm />
          ) : (
            <p className="hint">
              This browser makes no passkeys at this address: they need https, or localhost, and a name in place of a
              number.
            </p>
          )}
          {removed !== null && <RemovePasskey passkey={removed} close={() => setRemoved(null)} />}
        </>
      )}
    </Loaded>
  )
}

function PasskeyRow({
  passkey: { name, host, createdAt, lastUsedAt },
  remove,
}: {
  passkey: Passkey
  remove: () => void
}) {
  const now = useNow()
  const ago = (at: number) => formatAgo(Math.min(at, now), now)
  return (
    <li>
      <span className="item-name">
        <strong>{name}</strong>
        <small>
          added {ago(createdAt)}, {lastUsedAt === null ? 'never used' : `last used ${ago(lastUsedAt)}`}
          {host !== window.location.hostname && ` · works at ${host} only`}
        </small>
      </span>
      <button type="button" className="button quiet small" aria-label={`Remove the passkey ${name}`} onClick={remove}>
        Remove
      </button>
    </li>
  )
}

function RemovePasskey({ passkey, close }: { passkey: Passkey; close: () => void }) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: (password: string) => accountApi.removePasskey(passkey.id, password),
    onSuccess: (answer) => {
      client.setQueryData(queryKey, answer)
      close()
    },
  })
  return (
    <Modal title={`Remove ${passkey.name}`} close={close}>
      <PasswordAsked
        action="Remove the passkey"
        look="button danger"
        busy={remove.isPending}
        error={remove.error}
        submit={remove.mutate}
      >
        <p>It signs nobody in any more. Your device may go on offering it until you delete it there, too.</p>
      </PasswordAsked>
    </Modal>
  )
}

function NewPasskeyForm() {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const add = useMutation({
    mutationFn: async () => (await import('../passkey-prompt.ts')).addPasskey({ name: name.trim(), password }),
    onSuccess: (answer) => {
      setName('')
      setPassword('')
      client.setQueryData(queryKey, answer)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <form className="inline-form" onSubmit={submit}>
      <div className="two">
        <Field
          label="New passkey on"
          name="passkeyName"
          placeholder="My laptop"
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label="Your password"
          name="passkeyPassword"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      <SaveRow change={add} action="Add a passkey" done="Added" />
    </form>
  )
}
