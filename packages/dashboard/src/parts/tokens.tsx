// Tokens for programs: the list, and the form that makes one.
import type { Site, TokenScope } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { tokensApi } from '../admin-api.ts'
import { formatAgo } from '../format.ts'
import { CopyBlock } from './copy-block.tsx'
import { Field, Select } from './field.tsx'
import { Failed, Loaded } from './loaded.tsx'
import { useNow } from './use-now.ts'

const scopeWords: Record<TokenScope, { short: string; long: string }> = {
  server: { short: 'Server', long: 'Server: tells revenue, connects customers' },
  read: { short: 'Read', long: 'Read: what a viewer sees' },
  write: { short: 'Write', long: 'Write: both, and changes settings' },
}
const scopes: TokenScope[] = ['server', 'read', 'write']

export function Tokens({ site }: { site: Site }) {
  const now = useNow()
  const client = useQueryClient()
  const queryKey = ['tokens', site.id]
  const query = useQuery({ queryKey, queryFn: ({ signal }) => tokensApi.list(site.id, signal) })
  const remove = useMutation({
    mutationFn: (id: string) => tokensApi.remove(site.id, id),
    onSuccess: (answer) => client.setQueryData(queryKey, answer),
  })
  return (
    <Loaded query={query} what="The tokens">
      {({ tokens }) => (
        <>
          {tokens.length === 0 && <p>No token yet. Your server needs one to tell revenue from outside Stripe.</p>}
          <ul className="item-list" aria-label="API tokens">
            {tokens.map((token) => (
              <li key={token.id}>
                <span className="item-name">
                  <strong>{token.name}</strong>
                  <small>
                    {token.lastUsedAt === null
                      ? 'never used'
                      : `last used ${formatAgo(Math.min(token.lastUsedAt, now), now)}`}{' '}
                    · <code>{token.id}</code>
                  </small>
                </span>
                <span className="pill">{scopeWords[token.scope].short}</span>
                <button
                  type="button"
                  className="button quiet small"
                  disabled={remove.isPending}
                  aria-label={`Remove the token ${token.name}`}
                  onClick={() => remove.mutate(token.id)}
                >
                  Remove
                </button>
              </li>
            ))}
          </ul>
          <Failed error={remove.error} />
          <NewTokenForm site={site} />
        </>
      )}
    </Loaded>
  )
}

function NewTokenForm({ site }: { site: Site }) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [scope, setScope] = useState<TokenScope>('server')
  const add = useMutation({
    mutationFn: () => tokensApi.add(site.id, { name: name.trim(), scope }),
    onSuccess: () => {
      setName('')
      return client.invalidateQueries({ queryKey: ['tokens', site.id] })
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
          label="New token for"
          name="tokenName"
          placeholder="The shop’s server"
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Select
          label="What it may do"
          name="scope"
          value={scope}
          onChange={(value) => setScope(scopes.find((one) => one === value) ?? 'server')}
          options={scopes.map((value) => ({ value, label: scopeWords[value].long }))}
        />
      </div>
      <Failed error={add.error} />
      {add.data !== undefined && (
        <div className="once" role="status">
          <p>
            <strong>Keep it like a password.</strong> It is not shown again.
          </p>
          <CopyBlock label="Token" text={add.data.token} />
        </div>
      )}
      <div className="actions">
        <button type="submit" className="button" disabled={add.isPending}>
          Make token
        </button>
      </div>
    </form>
  )
}
