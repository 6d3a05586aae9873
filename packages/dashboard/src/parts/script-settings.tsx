// What the script of a site is told before its first request: the tag, and settings that come with it.
import type { ScriptSettings, Site } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { scriptApi } from '../admin-api.ts'
import { CopyBlock } from './copy-block.tsx'
import { Field } from './field.tsx'
import { Loaded } from './loaded.tsx'
import { SaveRow } from './save-row.tsx'
import { settledTag } from './snippets.ts'
import { Tick } from './tick.tsx'

export function ScriptSection({ site }: { site: Site }) {
  const query = useQuery({
    queryKey: ['script', site.id],
    queryFn: ({ signal }) => scriptApi.show(site.id, signal),
  })
  return (
    <Loaded query={query} what="The script’s settings">
      {(settings) => (
        <div className="stack">
          <CopyBlock label="Script tag" text={settledTag(site, window.location.origin)} />
          <p className="hint">
            The settings below come with it. A tag with data-site does without them, and is right as long as nothing is
            set.
          </p>
          <SettingsForm site={site} settings={settings} />
        </div>
      )}
    </Loaded>
  )
}

const wordsOf = (text: string) => text.split(/[\s,;]+/).filter((word) => word !== '')

function SettingsForm({ site, settings }: { site: Site; settings: ScriptSettings }) {
  const client = useQueryClient()
  const [params, setParams] = useState((settings.sessionParam ?? []).join(', '))
  const [hosts, setHosts] = useState((settings.paymentHosts ?? []).join(', '))
  const [respect, setRespect] = useState(settings.respect ?? [])
  const [hash, setHash] = useState(settings.hash ?? false)
  const [passUtm, setPassUtm] = useState(settings.passUtm ?? false)
  const change = useMutation({
    mutationFn: (body: ScriptSettings) => scriptApi.change(site.id, body),
    onSuccess: (saved) => client.setQueryData(['script', site.id], saved),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const hostNames = wordsOf(hosts.toLowerCase())
    change.mutate({ sessionParam: wordsOf(params), paymentHosts: hostNames, respect, hash, passUtm })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <fieldset className="ticks">
        <legend>How it measures</legend>
        <Tick
          label="Pages behind a #"
          hint="The part after # is a page of its own: for apps whose addresses look like /#/cart."
          checked={hash}
          onChange={() => setHash(!hash)}
        />
        {signals.map(({ name, label, hint }) => (
          <Tick
            key={name}
            label={label}
            hint={hint}
            checked={respect.includes(name)}
            onChange={() => setRespect(toggled(respect, name))}
          />
        ))}
        <Tick
          label="Hand on UTM parameters"
          hint="Payment Links get those that the visitor came with, so that Stripe shows them, too."
          checked={passUtm}
          onChange={() => setPassUtm(!passUtm)}
        />
      </fieldset>
      <Field
        label="Hosts of your Payment Links"
        name="paymentHosts"
        placeholder="pay.shop.example"
        autoCapitalize="none"
        spellCheck={false}
        value={hosts}
        onChange={(event) => setHosts(event.target.value)}
        hint="Only when your links have a domain of your own; buy.stripe.com is known."
      />
      <Field
        label="Parameters with the session’s id"
        name="sessionParam"
        placeholder="cs"
        autoCapitalize="none"
        spellCheck={false}
        value={params}
        onChange={(event) => setParams(event.target.value)}
        hint="Beside stripe_session_id and session_id, in which Stripe’s redirect brings it back."
      />
      <SaveRow change={change} action="Save script settings" />
    </form>
  )
}

type Signal = NonNullable<ScriptSettings['respect']>[number]

const signals: Array<{ name: Signal; label: string; hint: string }> = [
  {
    name: 'globalPrivacyControl',
    label: 'Respect Global Privacy Control',
    hint: 'Browsers that send this signal are not measured at all.',
  },
  { name: 'doNotTrack', label: 'Respect Do Not Track', hint: 'The same for the older signal.' },
]

const toggled = (all: readonly Signal[], one: Signal): Signal[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one]
