// The outline of what is being loaded, of the same size, so that nothing jumps when it arrives.

export function OverviewSkeleton() {
  return (
    <div role="status">
      <span className="unseen">Loading the figures</span>
      <div className="card ledger skeleton-ledger">
        <div className="stats">
          {['a', 'b', 'c', 'd', 'e'].map((key, index) => (
            <div key={key} className={index === 0 ? 'stat stat-money' : 'stat'}>
              <span className="bone short" />
              <span className="bone tall" />
              {index === 0 && <span className="bone" />}
            </div>
          ))}
        </div>
        <div className="bone-chart" />
      </div>
      <div className="panels">
        {['a', 'b', 'c', 'd'].map((key) => (
          <div key={key} className="card panel">
            <PanelSkeleton rows={7} />
          </div>
        ))}
      </div>
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
