// Everything of a site as a file, for those who may have it.
import type { Site } from '@farthing/contract'
import { siteArchive } from '../admin-api.ts'
import { mayChange } from '../queries.ts'

export function SiteExport({ site }: { site: Site }) {
  if (!mayChange(site.role)) return <p className="hint">Only admins and owners of this site may take its data.</p>
  return (
    <div className="stack">
      <p>
        One ZIP archive of tables (CSV): visits, views, events with their properties, your own identifiers, payments,
        the ledger with what was bought, which visits earned it by each model, subscriptions, split tests, and what you
        imported. A README in it says what each column means.
      </p>
      <p className="hint">
        Email addresses of visitors are not in it, because they are stored nowhere. With millions of views it takes
        minutes, and several hundred megabytes. That you took it is in the log.
      </p>
      <div className="actions">
        <a className="button" href={siteArchive(site.id)} download>
          Save everything as a file
        </a>
      </div>
    </div>
  )
}
