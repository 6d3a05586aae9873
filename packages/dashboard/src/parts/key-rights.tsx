// What the stored key may do, right by right: first what is missing, each with what it costs.
import type { KeyCheck, KeyPermission, Site, StripeStatus } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { formatAgo } from '../format.ts'
import { Chevron } from './popover.tsx'
import { messageOf } from './trouble.tsx'
import { useNow } from './use-now.ts'

export function KeyRights({ site, status }: { site: Site; status: StripeStatus }) {
  const client = useQueryClient()
  const check = useMutation({
    mutationFn: () => api.checkKey(site.id),
    onSuccess: (checked) => client.setQueryData(['stripe', site.id], checked),
  })
  const found = status.keyCheck
  const asked = found?.state === 'checked'
  return (
    <div className="rights">
      <div className="rights-head">
        <Summary check={found} />
        <button type="button" className="button small" disabled={check.isPending} onClick={() => check.mutate()}>
          {check.isPending ? 'Asking Stripe…' : asked ? 'Check again' : 'Check the key'}
        </button>
      </div>
      {check.error !== null && (
        <p className="hint error" role="alert">
          {messageOf(check.error)}
        </p>
      )}
      {asked && <Rights permissions={found.permissions} />}
    </div>
  )
}

function Summary({ check }: { check: KeyCheck | null }) {
  const now = useNow()
  if (check === null) return <p>What this key may do has not been checked yet.</p>
  if (check.state === 'unchecked') return <p>Stored, but not checked: {check.problem}</p>
  const granted = check.permissions.filter(({ state }) => state === 'ok').length
  const all = granted === check.permissions.length
  return (
    <p>
      <strong>{all ? 'All rights are there' : `${granted} of ${check.permissions.length} rights are there`}</strong>
      <small>Checked {formatAgo(Math.min(check.at, now), now)}</small>
    </p>
  )
}

function Rights({ permissions }: { permissions: KeyPermission[] }) {
  const lacking = permissions.filter(({ state }) => state !== 'ok')
  const granted = permissions.filter(({ state }) => state === 'ok')
  return (
    <>
      {lacking.length > 0 && (
        <ul className="right-list">
          {lacking.map((one) => (
            <li key={one.permission}>
              <span className={one.state === 'missing' ? 'pill pending' : 'pill'}>
                {one.state === 'missing' ? 'Missing' : 'Not known'}
              </span>
              <div>
                <strong>{one.title}</strong>
                <p>{one.cost}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {granted.length > 0 && (
        <details className="more-list">
          <summary>
            {granted.length === 1 ? 'One right that is there' : `${granted.length} rights that are there`}
            <Chevron />
          </summary>
          <ul className="right-list">
            {granted.map((one) => (
              <li key={one.permission}>
                <span className="pill paid">There</span>
                <div>
                  <strong>{one.title}</strong>
                  <p>Farthing reads {one.reads}.</p>
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
