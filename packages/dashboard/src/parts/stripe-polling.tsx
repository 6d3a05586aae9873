// How news is found without the webhook, what the key may not read, and what the webhook has missed.
import type { HealedAnswer, StripePolling as Polling, Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { pollingApi } from '../admin-api.ts'
import { formatCount, formatMoment } from '../format.ts'
import { listTitle } from '../history-words.ts'
import { healedSentence, pollingSentence } from '../polling-words.ts'
import { Loaded } from './loaded.tsx'
import { Chevron } from './popover.tsx'
import { useNow } from './use-now.ts'

const REFRESH = 30_000

export function StripePolling({ site }: { site: Site }) {
  const polling = useQuery({
    queryKey: ['polling', site.id],
    queryFn: ({ signal }) => pollingApi.show(site.id, signal),
    refetchInterval: REFRESH,
  })
  const healed = useQuery({
    queryKey: ['healed', site.id],
    queryFn: ({ signal }) => pollingApi.healed(site.id, signal),
    refetchInterval: REFRESH,
  })
  return (
    <Loaded query={polling} what="How Stripe is asked">
      {(asked) => (
        <>
          <Asked asked={asked} />
          {asked.hasKey && (
            <Loaded query={healed} what="What the webhook missed">
              {(found) => <Missed site={site} found={found} />}
            </Loaded>
          )}
        </>
      )}
    </Loaded>
  )
}

function Asked({ asked }: { asked: Polling }) {
  const now = useNow()
  return (
    <>
      <p>{pollingSentence(asked, now)}</p>
      {asked.missing.length > 0 && (
        <ul className="right-list" aria-label="What the key may not read">
          {asked.missing.map(({ resource, problem }) => (
            <li key={resource}>
              <span className="pill pending">Refused</span>
              <div>
                <strong>{listTitle(resource)}</strong>
                <p>{problem}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Missed({ site, found }: { site: Site; found: HealedAnswer }) {
  const { events, total } = found
  return (
    <>
      <p>{healedSentence(found)}</p>
      {events.length > 0 && (
        <details className="more-list">
          <summary>
            {events.length < total ? `The last ${formatCount(events.length)} of them` : 'Which ones'}
            <Chevron />
          </summary>
          <ul className="item-list" aria-label="Events that the webhook missed">
            {events.map(({ id, type, happenedAt }) => (
              <li key={id}>
                <span className="item-name">
                  <strong>{type}</strong>
                  <small>
                    {formatMoment(happenedAt, site.timeZone)} · <code>{id}</code>
                  </small>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
