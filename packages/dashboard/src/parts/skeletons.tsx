// The outline of what is being loaded, of the same size, so that nothing jumps when it arrives.
import { figures } from '../url-state.ts'

export function LedgerSkeleton() {
  return (
    <div className="card ledger" role="status">
      <span className="unseen">Loading the figures</span>
      <div className="stats">
        {figures.map((figure) => (
          <div key={figure} className={figure === 'revenue' ? 'stat stat-money' : 'stat'}>
            <span className="bone short" />
            <span className="bone tall" />
            {figure === 'revenue' && <span className="bone thin" />}
          </div>
        ))}
      </div>
      <div className="bone-chart" />
    </div>
  )
}

const WIDTHS = ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8']

export function PanelSkeleton({ rows }: { rows: number }) {
  return (
    <div className="bones" aria-hidden="true">
      {WIDTHS.slice(0, rows).map((width) => (
        <span key={width} className={`bone ${width}`} />
      ))}
    </div>
  )
}
