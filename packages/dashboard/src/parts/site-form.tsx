// The fields of a site: when it is added, and when it is changed.
import { type FormEvent, useState } from 'react'
import { formatMoment } from '../format.ts'
import { hostsFromInput } from '../host.ts'
import { currencyOptions, timeZoneOptions } from './choices.ts'
import { Field, Select } from './field.tsx'
import { messageOf } from './trouble.tsx'

export interface SiteFields {
  name: string
  hosts: string[]
  timeZone: string
  currency: string
}

interface SiteFormProps {
  start: SiteFields
  /** Another time zone that was chosen and does not apply yet. */
  announced?: { timeZone: string; at: number } | undefined
  action: string
  busy: boolean
  saved: boolean
  error: Error | null
  onSubmit: (fields: SiteFields) => void
}

export function SiteForm({ start, announced, action, busy, saved, error, onSubmit }: SiteFormProps) {
  const [name, setName] = useState(start.name)
  const [hosts, setHosts] = useState(start.hosts.join(', '))
  const [timeZone, setTimeZone] = useState(announced?.timeZone ?? start.timeZone)
  const [currency, setCurrency] = useState(start.currency)
  const [wrongHost, setWrongHost] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = hostsFromInput(hosts)
    if (read.kind !== 'hosts') {
      setWrongHost(read.kind === 'none' ? 'Enter the address of your site.' : `“${read.input}” is not an address.`)
      return
    }
    setWrongHost(null)
    onSubmit({ name: name.trim() || (read.hosts[0] ?? ''), hosts: read.hosts, timeZone, currency })
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label="Address of the site"
        name="hosts"
        placeholder="shop.example"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={hosts}
        onChange={(event) => setHosts(event.target.value)}
        error={wrongHost}
        hint="Several, such as shop.example and www.shop.example: apart by commas."
      />
      <Field
        label="Name"
        name="name"
        maxLength={120}
        placeholder="The address, unless you choose another"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="two">
        <Select
          label="Time zone"
          name="timeZone"
          value={timeZone}
          onChange={setTimeZone}
          options={timeZoneOptions(timeZone)}
          hint={
            announced === undefined
              ? 'Where your days begin and end.'
              : `Applies from ${formatMoment(announced.at, announced.timeZone)}, when a day begins in both. Until then: ${start.timeZone.replaceAll('_', ' ')}.`
          }
        />
        <Select
          label="Currency"
          name="currency"
          value={currency}
          onChange={setCurrency}
          options={currencyOptions(currency)}
          hint="Shown first. Others are listed beside it, never added."
        />
      </div>
      {error !== null && (
        <p className="alert" role="alert">
          {messageOf(error)}
        </p>
      )}
      <div className="actions">
        <button type="submit" className="button primary" disabled={busy}>
          {action}
        </button>
        <span role="status" className="saved">
          {saved ? 'Saved' : ''}
        </span>
      </div>
    </form>
  )
}
