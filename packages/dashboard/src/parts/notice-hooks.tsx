// Addresses that are called with notices: the list, and the form that adds one.
import type { NoticeHook, Site } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { noticesApi } from '../admin-api.ts'
import { noticeWords, stateWords } from '../notice-words.ts'
import { CopyBlock } from './copy-block.tsx'
import { Field } from './field.tsx'
import { Failed, Loaded } from './loaded.tsx'
import { NoticeKinds, type Wanted } from './notice-kinds.tsx'

export function NoticeHooks({ site }: { site: Site }) {
  const client = useQueryClient()
  const queryKey = ['notice-hooks', site.id]
  const query = useQuery({ queryKey, queryFn: ({ signal }) => noticesApi.hooks(site.id, signal) })
  const remove = useMutation({
    mutationFn: (id: string) => noticesApi.removeHook(site.id, id),
    onSuccess: (answer) => client.setQueryData(queryKey, answer),
  })
  return (
    <Loaded query={query} what="The addresses">
      {({ hooks }) => (
        <>
          {hooks.length === 0 && <p>No address yet. A chat or a program of yours can be told as well.</p>}
          <ul className="item-list" aria-label="Addresses for notices">
            {hooks.map((hook) => (
              <li key={hook.id}>
                <span className="item-name">
                  <strong>{hook.url}</strong>
                  <small>{aboutHook(hook)}</small>
                </span>
                {hook.last !== null && <span className="pill">{stateWords[hook.last.state]}</span>}
                <button
                  type="button"
                  className="button quiet small"
                  disabled={remove.isPending}
                  aria-label={`Remove the address ${hook.url}`}
                  onClick={() => remove.mutate(hook.id)}
                >
                  Remove
                </button>
              </li>
            ))}
          </ul>
          <Failed error={remove.error} />
          <NewHookForm site={site} />
        </>
      )}
    </Loaded>
  )
}

const aboutHook = ({ kinds, hidesAmounts, last }: NoticeHook): string =>
  [
    kinds.map((kind) => noticeWords[kind].title).join(', '),
    ...(hidesAmounts ? ['without amounts'] : []),
    ...(last?.problem ? [last.problem] : []),
  ].join(' · ')

const nothing: Wanted = { kinds: ['first_payment'], hidesAmounts: false }

function NewHookForm({ site }: { site: Site }) {
  const client = useQueryClient()
  const [url, setUrl] = useState('')
  const [wanted, setWanted] = useState(nothing)
  const add = useMutation({
    mutationFn: () => noticesApi.addHook(site.id, { url: url.trim(), ...wanted }),
    onSuccess: () => {
      setUrl('')
      return client.invalidateQueries({ queryKey: ['notice-hooks', site.id] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <form className="inline-form" onSubmit={submit}>
      <Field
        label="New address"
        name="hookUrl"
        type="url"
        placeholder="https://chat.example/hooks/shop"
        required
        maxLength={2000}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        hint="Called by POST with signed JSON."
      />
      <NoticeKinds legend="Tell it" wanted={wanted} onChange={setWanted} />
      <Failed error={add.error} />
      {add.data !== undefined && (
        <div className="once" role="status">
          <p>
            <strong>This secret signs each call.</strong> It is not shown again.
          </p>
          <CopyBlock label="Signing secret" text={add.data.secret} />
        </div>
      )}
      <div className="actions">
        <button type="submit" className="button" disabled={add.isPending || wanted.kinds.length === 0}>
          Add address
        </button>
      </div>
    </form>
  )
}
