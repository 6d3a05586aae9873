// What is deliberately not counted: the lists that say so, and what they and the bots amounted to.
import type { IgnoredMessages, Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { ignoredApi } from '../admin-api.ts'
import { formatCount } from '../format.ts'
import { ignoredNames } from '../words.ts'
import { Loaded } from './loaded.tsx'
import { SaveRow } from './save-row.tsx'
import { Tick } from './tick.tsx'
import { useSiteChange } from './use-change.ts'

const linesOf = (text: string) =>
  text
    .split(/[\s,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

export function IgnoreForm({ site }: { site: Site }) {
  const [addresses, setAddresses] = useState(site.ignoredAddresses.join('\n'))
  const [paths, setPaths] = useState(site.ignoredPaths.join('\n'))
  const [datacentres, setDatacentres] = useState(site.datacentreTraffic)
  const change = useSiteChange(site)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({
      ignoredAddresses: linesOf(addresses),
      ignoredPaths: linesOf(paths),
      datacentreTraffic: datacentres,
    })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Lines
        label="Addresses"
        value={addresses}
        change={setAddresses}
        placeholder={'203.0.113.7\n2001:db8::/48'}
        hint="Your own, so that your visits do not count: an IP address or a range in each line."
      />
      <Lines
        label="Pages"
        value={paths}
        change={setPaths}
        placeholder={'/admin/*\n/preview/*'}
        hint="A path in each line; * stands for anything."
      />
      <Tick
        label="Ignore what comes from datacentres"
        hint="Programs, mostly. Known where FARTHING_ASN_FILE is set; whoever comes back from paying is always counted."
        checked={datacentres === 'ignored'}
        onChange={() => setDatacentres(datacentres === 'ignored' ? 'counted' : 'ignored')}
      />
      <SaveRow change={change} action="Save lists" look="button primary" />
    </form>
  )
}

interface LinesProps {
  label: string
  value: string
  change: (value: string) => void
  placeholder: string
  hint: string
}

function Lines({ label, value, change, placeholder, hint }: LinesProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        onChange={(event) => change(event.target.value)}
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
    </div>
  )
}

export function IgnoredPanel({ site }: { site: Site }) {
  const query = useQuery({
    queryKey: ['ignored', site.id],
    queryFn: ({ signal }) => ignoredApi.list(site.id, signal),
  })
  return (
    <Loaded query={query} what="What was ignored">
      {(data) => <Reasons ignored={data} />}
    </Loaded>
  )
}

function Reasons({ ignored: { total, reasons, days, other } }: { ignored: IgnoredMessages }) {
  if (total === 0)
    return (
      <>
        <p>Nothing was ignored: every message that arrived was counted.</p>
        <Other other={other} />
      </>
    )
  return (
    <>
      <p>
        <strong>{formatCount(total)}</strong> {total === 1 ? 'message was' : 'messages were'} not counted.
      </p>
      <ul className="item-list" aria-label="Reasons">
        {reasons.map(({ reason, count }) => (
          <li key={reason}>
            <span className="item-name">
              <strong>{ignoredNames[reason].short}</strong>
              <small>{ignoredNames[reason].long}</small>
            </span>
            <span>{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>By day</summary>
        <ul className="item-list" aria-label="Days">
          {days.toReversed().map((one) => (
            <li key={one.day}>
              <span className="item-name">{one.day}</span>
              <span>{formatCount(one.total)}</span>
            </li>
          ))}
        </ul>
      </details>
      <Other other={other} />
    </>
  )
}

/** Most sites never see it. */
function Other({ other: { views, visits } }: Pick<IgnoredMessages, 'other'>) {
  if (views + visits === 0) return null
  return (
    <p>
      Counted as “(other)”, because more pages or sources were new on a day than a site may have: {formatCount(views)}{' '}
      {views === 1 ? 'view' : 'views'}, {formatCount(visits)} {visits === 1 ? 'visit' : 'visits'}. Addresses that carry
      an id for each visitor are the usual reason.
    </p>
  )
}
