// How many visits go all the way: steps of the owner's choice, in their order, kept in the URL.
import type { FunnelReport, Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { formatCount, formatShare } from '../format.ts'
import { type FunnelLine, funnelLines, readSteps, writeStep, writeSteps } from '../funnel.ts'
import { FunnelSteps } from '../parts/funnel-steps.tsx'
import { PanelAnswer } from '../parts/panel-answer.tsx'
import { ReportCard } from '../parts/report-card.tsx'
import { ReportPage } from '../parts/report-page.tsx'
import type { View } from '../parts/use-view.ts'
import { reportQuery } from '../report-queries.ts'
import { goalName } from '../report-words.ts'

export function Funnels() {
  return (
    <ReportPage title="Funnels" about="How many visits do one step after the other">
      {(site, view) => <SiteFunnel site={site} view={view} />}
    </ReportPage>
  )
}

function SiteFunnel({ site, view }: { site: Site; view: View }) {
  const [params, setParams] = useSearchParams()
  const steps = readSteps(params)
  const asked = { ...view.asked, steps: steps.map(writeStep) }
  const query = useQuery(reportQuery(site.id, 'funnel', asked))
  return (
    <div className="report-grid">
      <ReportCard title="Steps" about="All in one visit, in this order; other pages may lie between">
        <FunnelSteps
          key={asked.steps.join('\n')}
          site={site}
          view={view}
          steps={steps}
          show={(chosen) => setParams((now) => writeSteps(now, chosen), { preventScrollReset: true })}
        />
      </ReportCard>
      <ReportCard title="Visits" file={{ site, table: { from: 'collector', report: 'funnel', asked } }}>
        <PanelAnswer query={query} what="The funnel">
          {(report) => <Funnel report={report} />}
        </PanelAnswer>
      </ReportCard>
    </div>
  )
}

function Funnel({ report }: { report: FunnelReport }) {
  if (report.visits === 0) return <p className="empty-panel">No visit in these days. Choose more days.</p>
  return (
    <ol className="funnel">
      <li className="funnel-step">
        <strong>All visits</strong>
        <span>{formatCount(report.visits)}</span>
        <Bar share={1} />
      </li>
      {funnelLines(report).map((line, index) => (
        <FunnelStep key={`${index} ${line.step}`} line={line} />
      ))}
    </ol>
  )
}

function FunnelStep({ line }: { line: FunnelLine }) {
  return (
    <li className="funnel-step">
      <strong>{line.step === 'payment' ? 'Pays' : goalName(line.step)}</strong>
      <span>
        {formatCount(line.visits)} · {formatShare(line.share)}
      </span>
      <Bar share={line.share ?? 0} />
      <small>{line.kept === null ? 'Nobody came this far.' : `${formatShare(line.kept)} of the step before`}</small>
    </li>
  )
}

function Bar({ share }: { share: number }) {
  return (
    <div className="funnel-bar">
      <span style={{ width: `${share * 100}%` }} />
    </div>
  )
}
