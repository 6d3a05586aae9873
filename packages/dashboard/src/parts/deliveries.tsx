// What came from Stripe and what became of it, newest first, each with a button that works it off once more.
import type { DeliveryRow, Site } from '@farthing/contract'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { deliveriesApi } from '../admin-api.ts'
import { formatAgo } from '../format.ts'
import { doorNames } from '../words.ts'
import { Failed } from './loaded.tsx'
import { PanelSkeleton } from './skeletons.tsx'
import { useWaiting } from './together.tsx'
import { Trouble } from './trouble.tsx'
import { useNow } from './use-now.ts'

const REFRESH = 5_000
const keyOf = (row: DeliveryRow) => `${row.connection} ${row.id} ${row.shape}`

export function Deliveries({ site }: { site: Site }) {
  const client = useQueryClient()
  const queryKey = ['deliveries', site.id]
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ signal, pageParam }) => deliveriesApi.list(site.id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextBefore,
    refetchInterval: REFRESH,
  })
  const replay = useMutation({
    mutationFn: ({ id, shape, connection }: DeliveryRow) => deliveriesApi.replay(site.id, { id, shape, connection }),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  })
  useWaiting(query.isPending)
  if (query.data === undefined) {
    if (query.error === null) return <PanelSkeleton rows={4} />
    return <Trouble error={query.error} title="The deliveries could not be loaded" retry={() => void query.refetch()} />
  }
  const rows = [
    ...new Map(query.data.pages.flatMap(({ deliveries }) => deliveries).map((row) => [keyOf(row), row])).values(),
  ]
  if (rows.length === 0) return <p>Nothing has come from Stripe yet. The first event shows up here within seconds.</p>
  return (
    <>
      <ul className="item-list" aria-label="Deliveries">
        {rows.map((row) => (
          <Delivery key={keyOf(row)} row={row} busy={replay.isPending} replay={() => replay.mutate(row)} />
        ))}
      </ul>
      <Failed error={replay.error} />
      {query.hasNextPage && (
        <button
          type="button"
          className="button more"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'Show older deliveries'}
        </button>
      )}
    </>
  )
}

function Delivery({ row, busy, replay }: { row: DeliveryRow; busy: boolean; replay: () => void }) {
  const now = useNow()
  const waiting = row.handledAt === null
  return (
    <li>
      <span className="item-name">
        <strong>{row.type}</strong>
        <small>
          {doorNames[row.door]}, {formatAgo(Math.min(row.receivedAt, now), now)} · <code>{row.id}</code>
        </small>
        {row.outcome !== null && <small>{row.outcome}</small>}
      </span>
      {row.mode === 'test' && <span className="pill test">Test</span>}
      <span className={waiting ? 'pill pending' : 'pill paid'}>
        {waiting ? (row.attempts > 0 ? `Tried ${row.attempts}×` : 'Waiting') : 'Done'}
      </span>
      <button
        type="button"
        className="button quiet small"
        disabled={busy}
        aria-label={`Replay ${row.type} ${row.id}`}
        onClick={replay}
      >
        Replay
      </button>
    </li>
  )
}
