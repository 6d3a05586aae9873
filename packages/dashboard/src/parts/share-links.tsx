// Links for people without an account: the list, and the form that makes one.
import type { NewShareLinkAnswer, Site } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { shareApi } from '../admin-api.ts'
import { formatAgo } from '../format.ts'
import { CopyBlock } from './copy-block.tsx'
import { Field, Select } from './field.tsx'
import { Failed, Loaded } from './loaded.tsx'
import { useNow } from './use-now.ts'

export function ShareLinks({ site }: { site: Site }) {
  const now = useNow()
  const client = useQueryClient()
  const queryKey = ['share-links', site.id]
  const query = useQuery({ queryKey, queryFn: ({ signal }) => shareApi.list(site.id, signal) })
  const remove = useMutation({
    mutationFn: (id: string) => shareApi.remove(site.id, id),
    onSuccess: (answer) => client.setQueryData(queryKey, answer),
  })
  return (
    <Loaded query={query} what="The share links">
      {({ shareLinks }) => (
        <>
          {shareLinks.length === 0 && (
            <p>No link yet. Make one for your investors, your agency, or your team’s screen.</p>
          )}
          <ul className="item-list" aria-label="Share links">
            {shareLinks.map((link) => (
              <li key={link.id}>
                <span className="item-name">
                  <strong>{link.name}</strong>
                  <small>
                    {[
                      link.hasPassword ? 'with a password' : 'without a password',
                      link.expiresAt === null ? 'until removed' : `ends ${formatAgo(link.expiresAt, now)}`,
                    ].join(', ')}
                  </small>
                </span>
                {link.hidesAmounts && <span className="pill">Amounts hidden</span>}
                <button
                  type="button"
                  className="button quiet small"
                  disabled={remove.isPending}
                  aria-label={`Remove the link ${link.name}`}
                  onClick={() => remove.mutate(link.id)}
                >
                  Remove
                </button>
              </li>
            ))}
          </ul>
          <Failed error={remove.error} />
          <NewLinkForm site={site} />
        </>
      )}
    </Loaded>
  )
}

const lifetimes = [
  { value: '', label: 'Until removed' },
  { value: '7', label: 'One week' },
  { value: '30', label: '30 days' },
  { value: '365', label: 'One year' },
]

function NewLinkForm({ site }: { site: Site }) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [days, setDays] = useState('')
  const [hidesAmounts, setHidesAmounts] = useState(true)
  const add = useMutation({
    mutationFn: () =>
      shareApi.add(site.id, {
        name: name.trim(),
        hidesAmounts,
        ...(password === '' ? {} : { password }),
        ...(days === '' ? {} : { days: Number(days) }),
      }),
    onSuccess: () => {
      setName('')
      setPassword('')
      return client.invalidateQueries({ queryKey: ['share-links', site.id] })
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
          label="New link for"
          name="linkName"
          placeholder="The team’s screen"
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label="Password (optional)"
          name="linkPassword"
          type="password"
          autoComplete="new-password"
          minLength={6}
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Select label="How long" name="days" value={days} onChange={setDays} options={lifetimes} />
      </div>
      <label className="check calm">
        <input type="checkbox" checked={hidesAmounts} onChange={(event) => setHidesAmounts(event.target.checked)} />
        <span>Hide every amount: guests see how many payments there were, and never how much</span>
      </label>
      <Failed error={add.error} />
      {add.data !== undefined && <Made answer={add.data} />}
      <div className="actions">
        <button type="submit" className="button" disabled={add.isPending}>
          Make link
        </button>
      </div>
    </form>
  )
}

function Made({ answer }: { answer: NewShareLinkAnswer }) {
  return (
    <div className="once" role="status">
      <p>
        <strong>This is the link.</strong> It is not shown again.
      </p>
      <CopyBlock label="Share link" text={`${window.location.origin}${answer.path}`} />
    </div>
  )
}
