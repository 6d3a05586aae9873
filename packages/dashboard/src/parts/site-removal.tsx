// Deleting a site for good: what is lost, what stays, and the name that has to be typed.
import type { Site } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../api.ts'
import { Field } from './field.tsx'
import { Failed } from './loaded.tsx'

export function SiteRemoval({ site }: { site: Site }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const remove = useMutation({
    mutationFn: () => api.removeSite(site.id, { name: typed }),
    onSuccess: async () => {
      // Away from its pages before they find that there is no such site.
      await navigate('/sites', { state: { removed: { id: site.id, name: site.name } } })
      client.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(site.id) })
      await client.invalidateQueries({ queryKey: ['sites'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isRight = typed.trim() === site.name.trim()
    setWrong(!isRight)
    if (isRight) remove.mutate()
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Losses />
      <Field
        label={`To confirm, type “${site.name}”`}
        name="site-name"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        required
        value={typed}
        error={isWrong ? `That is not the name of this site. It is called “${site.name}”.` : null}
        onChange={(event) => {
          setTyped(event.target.value)
          setWrong(false)
        }}
      />
      <Failed error={remove.error} />
      <div className="actions">
        <button type="submit" className="button danger" disabled={remove.isPending || typed.trim() === ''}>
          {remove.isPending ? 'Deleting…' : 'Delete this site for good'}
        </button>
      </div>
    </form>
  )
}

const Losses = () => (
  <>
    <p className="alert-quiet">This cannot be undone. Export first what you may still want to look at.</p>
    <div className="two losses">
      <div>
        <h3>Is deleted</h3>
        <ul>
          <li>all visits, views, events and persons</li>
          <li>its payments here, with what earned them</li>
          <li>imported history and costs, split tests, the trace of changes</li>
          <li>its keys of Stripe, API tokens, share links, members’ access and notices</li>
        </ul>
      </div>
      <div>
        <h3>Stays</h3>
        <ul>
          <li>everything at Stripe; delete the webhook endpoint there, if this site had one</li>
          <li>people, who can still sign in to other sites</li>
          <li>backups that were made before</li>
          <li>the figures of other sites, also where they share the Stripe account</li>
        </ul>
      </div>
    </div>
  </>
)
