// The split tests of a site: what runs and what it brought, what is drafted, and a form for the next one.
import type { Site, SplitTest } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../parts/loaded.tsx'
import { ModeSwitch, TestBanner } from '../parts/mode-switch.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { SplitTestCard } from '../parts/split-test-card.tsx'
import { SplitTestForm } from '../parts/split-test-form.tsx'
import { Together } from '../parts/together.tsx'
import { useView, type View } from '../parts/use-view.ts'
import { mayChange } from '../queries.ts'
import { testsQuery } from '../split-test-api.ts'
import '../styles/split-tests.css'

export function SplitTests() {
  return <SitePage>{(site) => <SiteTests site={site} />}</SitePage>
}

function SiteTests({ site }: { site: Site }) {
  const view = useView(site)
  return (
    <>
      <title>{`Split tests · ${site.name} · Farthing`}</title>
      <div className="toolbar">
        <div className="toolbar-title">
          <h1>Split tests</h1>
          <p>Which side of a page earns more, and whether it is chance</p>
        </div>
        <div className="toolbar-controls">
          <ModeSwitch view={view} />
        </div>
      </div>
      {view.scope.mode === 'test' && <TestBanner site={site} chosen={view.state.mode !== null} />}
      {site.role === 'guest' ? (
        <p className="empty-panel">Split tests are for members.</p>
      ) : (
        <Tests site={site} view={view} />
      )}
    </>
  )
}

function Tests({ site, view }: { site: Site; view: View }) {
  const query = useQuery(testsQuery(site.id))
  return (
    <Loaded query={query} what="The split tests" rows={6}>
      {({ tests }) => (
        <Together>
          <div className="report-grid tops tests">
            {tests.length === 0 && <NoTests mayAdd={mayChange(site.role)} />}
            {tests.toSorted(runningFirst).map((test) => (
              <SplitTestCard key={test.name} site={site} test={test} mode={view.scope.mode} />
            ))}
            {mayChange(site.role) && <SplitTestForm site={site} />}
          </div>
        </Together>
      )}
    </Loaded>
  )
}

const order: Record<SplitTest['state'], number> = { running: 0, draft: 1, ended: 2 }
const runningFirst = (a: SplitTest, b: SplitTest) => order[a.state] - order[b.state] || b.createdAt - a.createdAt

function NoTests({ mayAdd }: { mayAdd: boolean }) {
  return (
    <section className="card report-card wide">
      <p className="empty-panel">
        No split test yet. {mayAdd ? 'Make the first one below' : 'An admin of the site makes one'}: two prices, two
        headlines, two pages. Each visitor is shown one side, and what each side earns appears here.
      </p>
    </section>
  )
}
