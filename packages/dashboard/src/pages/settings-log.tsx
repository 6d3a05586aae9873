// Who changed what, and when.
import type { AuditAnswer, Site } from '@farthing/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { auditApi } from '../admin-api.ts'
import { formatMoment } from '../format.ts'
import { Setting } from '../parts/setting.tsx'
import { SettingsFrame } from '../parts/settings-frame.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { PanelSkeleton } from '../parts/skeletons.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { changeSentence } from '../words-of-changes.ts'

export function LogSettings() {
  return (
    <SitePage>
      {(site) => (
        <SettingsFrame site={site} title="Log">
          <Setting
            title="Log"
            about="Every change of this site’s settings. Kept for two years; secrets are never in it."
          >
            <Changes site={site} />
          </Setting>
        </SettingsFrame>
      )}
    </SitePage>
  )
}

function Changes({ site }: { site: Site }) {
  const query = useInfiniteQuery({
    queryKey: ['audit', site.id],
    queryFn: ({ signal, pageParam }) => auditApi.list(site.id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextBefore,
  })
  if (query.data === undefined) {
    if (query.error === null) return <PanelSkeleton rows={5} />
    return <Trouble error={query.error} title="The log could not be loaded" retry={() => void query.refetch()} />
  }
  const changes = query.data.pages.flatMap((page) => page.changes)
  if (changes.length === 0) return <p>Nothing was changed yet.</p>
  return (
    <>
      <ol className="item-list" aria-label="Changes">
        {changes.map((change) => (
          <Change key={change.id} change={change} timeZone={site.timeZone} />
        ))}
      </ol>
      {query.hasNextPage && (
        <button
          type="button"
          className="button more"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'Show older changes'}
        </button>
      )}
    </>
  )
}

function Change({ change, timeZone }: { change: AuditAnswer['changes'][number]; timeZone: string }) {
  return (
    <li>
      <span className="item-name">
        <strong>{changeSentence(change.what)}</strong>
        {change.fields.length > 0 && (
          <small>
            {change.fields.map(({ name, value }) => (value === null ? name : `${name}: ${value}`)).join(' · ')}
          </small>
        )}
      </span>
      <span className="item-when">
        {change.who}
        <small>{formatMoment(change.at, timeZone)}</small>
      </span>
    </li>
  )
}
