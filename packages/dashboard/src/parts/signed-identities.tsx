// The secret under which the site's server signs who its visitors are: made, shown once, renewed, removed, and whether it is needed.
import type { IdentitySecret, Site } from '@farthing/contract'
import { type UseMutationResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { identityApi } from '../admin-api.ts'
import { formatMoment } from '../format.ts'
import { identitySnippets } from '../identity-snippets.ts'
import { CopyBlock } from './copy-block.tsx'
import { Failed, Loaded } from './loaded.tsx'
import { Chevron } from './popover.tsx'
import { Tick } from './tick.tsx'

type Step = { required?: boolean; renew?: boolean } | 'remove'
type Change = UseMutationResult<IdentitySecret, Error, Step>

export function SignedIdentities({ site }: { site: Site }) {
  const client = useQueryClient()
  const queryKey = ['identity-secret', site.id]
  const query = useQuery({ queryKey, queryFn: ({ signal }) => identityApi.show(site.id, signal) })
  const change: Change = useMutation({
    mutationFn: (step: Step) => (step === 'remove' ? identityApi.remove(site.id) : identityApi.change(site.id, step)),
    onSuccess: ({ secret: _shownOnce, ...kept }) => client.setQueryData(queryKey, kept),
  })
  return (
    <Loaded query={query} what="The identity secret">
      {(kept) => (
        <div className="stack">
          {kept.hint === null ? <NoSecret change={change} /> : <Kept site={site} kept={kept} change={change} />}
          <Failed error={change.error} />
          {change.data?.secret !== undefined && (
            <div className="once" role="status">
              <p>
                <strong>Keep it on your server.</strong> It is not shown again.
              </p>
              <CopyBlock label="Identity secret" text={change.data.secret} />
            </div>
          )}
          <HowToSign />
        </div>
      )}
    </Loaded>
  )
}

function NoSecret({ change }: { change: Change }) {
  return (
    <>
      <p>No secret yet: what a page says about who somebody is, is believed.</p>
      <div className="actions">
        <button type="button" className="button" disabled={change.isPending} onClick={() => change.mutate({})}>
          Make a secret
        </button>
      </div>
    </>
  )
}

function Kept({ site, kept, change }: { site: Site; kept: IdentitySecret; change: Change }) {
  return (
    <>
      <p>
        Secret ending in <code>{kept.hint}</code>
        {kept.createdAt !== null && `, made ${formatMoment(kept.createdAt, site.timeZone)}`}
      </p>
      <Tick
        label="Only signed identities"
        hint="Others are ignored, and counted under Ignored. Tick it once your server signs."
        checked={kept.required}
        onChange={() => change.mutate({ required: !kept.required })}
      />
      <div className="actions">
        <Sure
          ask="Make another…"
          sure="Yes, end the old secret now"
          busy={change.isPending}
          act={() => change.mutate({ renew: true })}
        />
        <Sure
          ask="Remove…"
          sure="Yes, sign nothing any more"
          busy={change.isPending}
          act={() => change.mutate('remove')}
        />
      </div>
    </>
  )
}

interface SureProps {
  ask: string
  sure: string
  busy: boolean
  act: () => void
}

/** Servers that sign under the old secret are refused at once: asked twice. */
function Sure({ ask, sure, busy, act }: SureProps) {
  const [asked, setAsked] = useState(false)
  const click = () => {
    setAsked(!asked)
    if (asked) act()
  }
  return (
    <button type="button" className={asked ? 'button danger' : 'button'} disabled={busy} onClick={click}>
      {asked ? sure : ask}
    </button>
  )
}

function HowToSign() {
  return (
    <details className="more-list">
      <summary>
        How your server signs
        <Chevron />
      </summary>
      <div className="by-hand">
        {identitySnippets.map(({ label, about, text }) => (
          <div key={label} className="snippet">
            <h3>{label}</h3>
            <p className="hint">{about}</p>
            <CopyBlock label={label} text={text} />
          </div>
        ))}
      </div>
    </details>
  )
}
