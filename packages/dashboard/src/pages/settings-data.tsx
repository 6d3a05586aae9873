// How long data is kept, what a person may ask for (a copy, or to be forgotten), and all of it as a file.
import type { Site } from '@farthing/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Forgotten, type PersonName, personsApi } from '../admin-api.ts'
import { formatCount } from '../format.ts'
import { Field, Select } from '../parts/field.tsx'
import { Failed } from '../parts/loaded.tsx'
import { saveFile } from '../parts/save-file.ts'
import { SaveRow } from '../parts/save-row.tsx'
import { Setting } from '../parts/setting.tsx'
import { SettingsFrame } from '../parts/settings-frame.tsx'
import { SiteExport } from '../parts/site-export.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { SiteRemoval } from '../parts/site-removal.tsx'
import { useSiteChange } from '../parts/use-change.ts'

export function DataSettings() {
  return (
    <SitePage>
      {(site) => (
        <SettingsFrame site={site} title="Data">
          <Setting
            title="Retention"
            about="After this time views and visits are forgotten. Payments stay, with the visit each was credited to."
          >
            <Retention site={site} />
          </Setting>
          <Setting
            title="A person’s data"
            about="Somebody asks what you know about them, or wants to be forgotten. The payments stay, without the person."
          >
            <PersonForm site={site} />
          </Setting>
          <Setting
            title="Export"
            about="What was measured here is yours: take it with you, or look at it with your own tools."
          >
            <SiteExport site={site} />
          </Setting>
          {site.role === 'owner' && (
            <Setting
              title="Delete this site"
              about="For good: it is gone for everybody at once, and its script is refused from then on. Only owners can do it."
            >
              <SiteRemoval site={site} />
            </Setting>
          )}
        </SettingsFrame>
      )}
    </SitePage>
  )
}

const usual = [30, 90, 180, 365, 730]

function Retention({ site }: { site: Site }) {
  const change = useSiteChange(site)
  const [days, setDays] = useState(String(site.retentionDays ?? ''))
  const all = [...new Set([...usual, ...(site.retentionDays === undefined ? [] : [site.retentionDays])])].sort(
    (a, b) => a - b,
  )
  const options = [
    { value: '', label: 'Keep for ever' },
    ...all.map((count) => ({ value: String(count), label: `${formatCount(count)} days` })),
  ]
  const shorter = days !== '' && Number(days) < (site.retentionDays ?? Number.POSITIVE_INFINITY)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ retentionDays: days === '' ? null : Number(days) })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Select label="Keep views and visits" name="retention" value={days} onChange={setDays} options={options} />
      {shorter && (
        <p className="alert" role="alert">
          What is older than {formatCount(Number(days))} days is deleted within minutes, and cannot be brought back.
        </p>
      )}
      <SaveRow change={change} action="Save retention" />
    </form>
  )
}

function PersonForm({ site }: { site: Site }) {
  const [kind, setKind] = useState('email')
  const [text, setText] = useState('')
  const [sure, setSure] = useState(false)
  const name: PersonName = kind === 'email' ? { email: text.trim() } : { customId: text.trim() }
  const exported = useMutation({
    mutationFn: () => personsApi.exported(site.id, name),
    onSuccess: (answer) => saveFile('person.json', JSON.stringify(answer, null, 2), 'application/json'),
  })
  const remove = useMutation({ mutationFn: () => personsApi.remove(site.id, name), onSuccess: () => setSure(false) })
  const ready = text.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    exported.mutate()
  }
  return (
    <form className="stack" onSubmit={submit}>
      <div className="two">
        <Select
          label="Known by"
          name="kind"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'email', label: 'Email address' },
            { value: 'customId', label: 'Your own identifier' },
          ]}
        />
        <Field
          label={kind === 'email' ? 'Email address' : 'Identifier'}
          name="person"
          type={kind === 'email' ? 'email' : 'text'}
          autoComplete="off"
          required
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setSure(false)
          }}
        />
      </div>
      <Failed error={exported.error ?? remove.error} />
      <p role="status" className="saved">
        {remove.data !== undefined ? forgottenSentence(remove.data) : exported.data ? foundSentence(exported.data) : ''}
      </p>
      <div className="actions">
        <button type="submit" className="button" disabled={exported.isPending || !ready}>
          Save a copy
        </button>
        <button
          type="button"
          className={sure ? 'button danger' : 'button quiet'}
          disabled={remove.isPending || !ready}
          onClick={() => (sure ? remove.mutate() : setSure(true))}
        >
          {sure ? 'Yes, forget this person for ever' : 'Forget this person…'}
        </button>
      </div>
    </form>
  )
}

const foundSentence = ({ person }: { person: string | null }) =>
  person === null ? 'Saved. Nobody is known by this name.' : 'Saved as person.json.'

const forgottenSentence = ({ visits, identifications, messages }: Forgotten) =>
  visits + identifications + messages === 0
    ? 'Nobody is known by this name: there was nothing to forget.'
    : `Forgotten: ${formatCount(visits)} visits, ${formatCount(identifications)} identifications, and the names in ${formatCount(messages)} messages of Stripe.`
