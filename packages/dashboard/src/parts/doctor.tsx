// The doctor's findings: first what does not work, each with what to do about it; what works, on request.
import type { DoctorReport, Finding, FindingLevel, Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { formatMoment } from '../format.ts'
import { doctorQuery } from '../queries.ts'
import { CopyBlock } from './copy-block.tsx'
import { Chevron } from './popover.tsx'
import { PanelSkeleton } from './skeletons.tsx'
import { useWaiting } from './together.tsx'
import { Trouble } from './trouble.tsx'

export function Doctor({ site }: { site: Site }) {
  const { data, error, refetch, isFetching } = useQuery(doctorQuery(site.id))
  useWaiting(data === undefined && error === null)
  if (data === undefined) {
    if (error !== null)
      return <Trouble error={error} title="The doctor could not be asked" retry={() => void refetch()} />
    return (
      <div role="status">
        <span className="unseen">Looking at everything</span>
        <PanelSkeleton rows={4} />
      </div>
    )
  }
  return (
    <div className={isFetching ? 'doctor dimmed' : 'doctor'} aria-busy={isFetching}>
      <div className="rights-head">
        <p>
          <strong>{verdicts[data.level]}</strong>
          <small>Looked at {formatMoment(data.at, site.timeZone)}</small>
        </p>
        <button type="button" className="button small" disabled={isFetching} onClick={() => void refetch()}>
          {isFetching ? 'Looking…' : 'Look again'}
        </button>
      </div>
      <Findings report={data} />
    </div>
  )
}

const verdicts: Record<FindingLevel, string> = {
  ok: 'Everything works',
  warning: 'Works, and could be better',
  problem: 'Something does not work',
}

function Findings({ report: { findings } }: { report: DoctorReport }) {
  const of = (level: FindingLevel) => findings.filter((finding) => finding.level === level)
  const fine = of('ok')
  const others = [...of('problem'), ...of('warning')]
  return (
    <>
      {others.length > 0 && (
        <ul className="right-list">
          {others.map((finding) => (
            <FindingItem key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
      {fine.length > 0 && (
        <details className="more-list" open={others.length === 0}>
          <summary>
            {fine.length === 1 ? 'One thing is in order' : `${fine.length} things are in order`}
            <Chevron />
          </summary>
          <ul className="right-list">
            {fine.map((finding) => (
              <FindingItem key={finding.id} finding={finding} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const pills: Record<FindingLevel, { className: string; text: string }> = {
  ok: { className: 'pill paid', text: 'Fine' },
  warning: { className: 'pill pending', text: 'Warning' },
  problem: { className: 'pill failed', text: 'Problem' },
}

function FindingItem({ finding: { id, level, sentence, todo, snippet } }: { finding: Finding }) {
  return (
    <li>
      <span className={pills[level].className}>{pills[level].text}</span>
      <div>
        <p className="finding">{sentence}</p>
        {todo !== null && <p>{todo}</p>}
        {snippet !== null && <CopyBlock label={`Text for ${id}`} text={snippet} />}
      </div>
    </li>
  )
}
