// What was paid before Stripe was connected: fetched on request, with how far it got and what stands in its way.
import type { Site, StripeBackfill } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { historyApi } from '../admin-api.ts'
import { historySentence, listsDone, progressWords } from '../history-words.ts'
import { reportsKey } from '../queries.ts'
import { Field } from './field.tsx'
import { Failed, Loaded } from './loaded.tsx'
import { Chevron } from './popover.tsx'
import { useToday } from './use-today.ts'

const OFTEN = 1_500
/** The first look at a new key begins it by itself. */
const SELDOM = 5_000

export function StripeHistory({ site }: { site: Site }) {
  const query = useQuery({
    queryKey: ['backfill', site.id],
    queryFn: ({ signal }) => historyApi.show(site.id, signal),
    refetchInterval: ({ state }) =>
      state.data?.state === 'running' ? OFTEN : state.data?.state === 'none' ? SELDOM : false,
  })
  useNewFigures(site.id, query.data?.state)
  return (
    <section className="way history" aria-labelledby="history-title">
      <h3 id="history-title">History</h3>
      <Loaded query={query} what="The history">
        {(history) => (
          <>
            <p role="status">{historySentence(history)}</p>
            {history.state !== 'none' && <HistoryProgress site={site} history={history} />}
            {history.state !== 'running' && <HistoryForm site={site} history={history} />}
          </>
        )}
      </Loaded>
    </section>
  )
}

/** What was fetched is in every report and list. */
function useNewFigures(siteId: string, state: StripeBackfill['state'] | undefined): void {
  const client = useQueryClient()
  const before = useRef(state)
  useEffect(() => {
    if (before.current === 'running' && state === 'done') {
      void client.invalidateQueries({ queryKey: reportsKey(siteId) })
      void client.invalidateQueries({ queryKey: ['payments', siteId] })
    }
    before.current = state
  }, [client, siteId, state])
}

function HistoryProgress({ site, history }: { site: Site; history: StripeBackfill }) {
  const words = history.resources.map((one) => progressWords(one, site.timeZone))
  const troubled = words.filter(({ look }) => look === 'pending')
  const rest = words.filter(({ look }) => look !== 'pending')
  const running = history.state === 'running'
  return (
    <>
      {running && (
        <progress aria-label="Lists that are read" max={history.resources.length} value={listsDone(history)} />
      )}
      <Lists words={troubled} />
      {running ? (
        <Lists words={rest} />
      ) : (
        rest.length > 0 && (
          <details className="more-list">
            <summary>
              {rest.length === 1 ? 'One list that was read' : `${rest.length} lists that were read`}
              <Chevron />
            </summary>
            <Lists words={rest} />
          </details>
        )
      )}
    </>
  )
}

function Lists({ words }: { words: Array<ReturnType<typeof progressWords>> }) {
  if (words.length === 0) return null
  return (
    <ul className="right-list">
      {words.map(({ title, pill, look, about }) => (
        <li key={title}>
          <span className={look === 'plain' ? 'pill' : `pill ${look}`}>{pill}</span>
          <div>
            <strong>{title}</strong>
            <p>{about}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function HistoryForm({ site, history }: { site: Site; history: StripeBackfill }) {
  const client = useQueryClient()
  const today = useToday(site.timeZone)
  const [from, setFrom] = useState('')
  const begin = useMutation({
    mutationFn: () => historyApi.begin(site.id, from === '' ? {} : { from }),
    onSuccess: (answer) => client.setQueryData(['backfill', site.id], answer),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    begin.mutate()
  }
  const again = history.state === 'done'
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="Fetch from"
        name="historyFrom"
        type="date"
        max={today}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        hint="Left empty: from the beginning. Nothing is counted twice, however often it is fetched."
      />
      <Failed error={begin.error} />
      <div className="actions">
        <button type="submit" className="button" disabled={begin.isPending}>
          {begin.isPending ? 'Beginning…' : again ? 'Fetch the history again' : 'Fetch the history'}
        </button>
      </div>
    </form>
  )
}
