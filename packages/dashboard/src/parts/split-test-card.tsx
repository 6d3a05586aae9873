// One split test: what state it is in, what can be done with it, what each side brought, and what the page has to ask.
import type { Mode, Site, SplitTest } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { formatMoment } from '../format.ts'
import { mayChange } from '../queries.ts'
import { goalName } from '../report-words.ts'
import { resultPath, resultQuery, splitTestsApi, testsKey } from '../split-test-api.ts'
import { shareOf, usage } from '../split-tests.ts'
import { CopyBlock } from './copy-block.tsx'
import { Failed } from './loaded.tsx'
import { PanelAnswer } from './panel-answer.tsx'
import { ReportCard } from './report-card.tsx'
import { SplitTestResult } from './split-test-result.tsx'

interface Parts {
  site: Site
  test: SplitTest
}

export function SplitTestCard({ site, test, mode }: Parts & { mode: Mode }) {
  const file = { from: 'file', path: resultPath(site.id, test.name, mode, 'csv') } as const
  return (
    <ReportCard
      title={test.name}
      look="wide"
      about={<State site={site} test={test} />}
      {...(test.state === 'draft' ? {} : { file: { site, table: file } })}
    >
      {test.state === 'draft' ? <Draft test={test} /> : <Result site={site} test={test} mode={mode} />}
      {test.state !== 'ended' && (
        <div className="test-usage">
          <p>Where the page decides what it shows:</p>
          <CopyBlock label={`the code of ${test.name}`} text={usage(test)} />
        </div>
      )}
      {mayChange(site.role) && test.state !== 'ended' && <Actions site={site} test={test} />}
    </ReportCard>
  )
}

const stateNames: Record<SplitTest['state'], string> = { draft: 'Draft', running: 'Running', ended: 'Ended' }

function State({ site, test }: Parts) {
  const at = (time: number) => formatMoment(time, site.timeZone)
  const since = [
    ...(test.startedAt === null ? [] : [`since ${at(test.startedAt)}`]),
    ...(test.endedAt === null ? [] : [`until ${at(test.endedAt)}`]),
  ]
  return (
    <>
      <span className={`pill test-${test.state}`}>{stateNames[test.state]}</span>{' '}
      {[...since, `converts: ${goalName(test.goal)}`].join(' · ')}
    </>
  )
}

function Draft({ test }: { test: SplitTest }) {
  return (
    <ul className="item-list" aria-label={`Sides of ${test.name}`}>
      {test.sides.map((side) => (
        <li key={side.name}>
          <span className="item-name">
            <strong>{side.name}</strong>
          </span>
          <span>{shareOf(test, side.weight)} of visitors</span>
        </li>
      ))}
    </ul>
  )
}

function Result({ site, test, mode }: Parts & { mode: Mode }) {
  const query = useQuery(resultQuery(site.id, test, mode))
  return (
    <PanelAnswer query={query} what={`The result of ${test.name}`}>
      {(report) => <SplitTestResult report={report} currency={site.currency} />}
    </PanelAnswer>
  )
}

function Actions({ site, test }: Parts) {
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: (what: 'start' | 'end' | 'delete'): Promise<unknown> =>
      what === 'delete'
        ? splitTestsApi.remove(site.id, test.name)
        : splitTestsApi.change(site.id, test.name, { state: what === 'start' ? 'running' : 'ended' }),
    onSuccess: () => client.invalidateQueries({ queryKey: testsKey(site.id) }),
  })
  return (
    <>
      <Failed error={act.error} />
      <div className="actions">
        {test.state === 'draft' ? (
          <>
            <button
              type="button"
              className="button primary"
              disabled={act.isPending}
              onClick={() => act.mutate('start')}
            >
              Start {test.name}
            </button>
            <button type="button" className="button" disabled={act.isPending} onClick={() => act.mutate('delete')}>
              Delete {test.name}
            </button>
            <span className="hint">Once started, sides and weights stay as they are.</span>
          </>
        ) : (
          <button type="button" className="button" disabled={act.isPending} onClick={() => act.mutate('end')}>
            End {test.name}
          </button>
        )}
      </div>
    </>
  )
}
