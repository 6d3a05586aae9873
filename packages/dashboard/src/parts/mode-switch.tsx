// Live or test: which payments are counted, and a banner that nobody can take for live money.
import type { Mode, Site } from '@farthing/contract'
import type { View } from './use-view.ts'

const modes: Array<{ mode: Mode; label: string }> = [
  { mode: 'live', label: 'Live' },
  { mode: 'test', label: 'Test' },
]

export function ModeSwitch({ view }: { view: View }) {
  return (
    <fieldset className="segments">
      <legend className="unseen">Payments</legend>
      {modes.map(({ mode, label }) => (
        <button key={mode} type="button" aria-pressed={view.scope.mode === mode} onClick={() => view.change({ mode })}>
          {label}
        </button>
      ))}
    </fieldset>
  )
}

export function TestBanner({ site, chosen }: { site: Site; chosen: boolean }) {
  if (site.isDemo)
    return (
      <p className="test-banner">
        <strong>Demo</strong> Everything here is made up. <code>farthing demo --remove</code> takes it away.
      </p>
    )
  const why =
    !chosen && site.defaultMode === 'test'
      ? 'This view opens until the first live payment arrives.'
      : 'Live payments are not counted here.'
  return (
    <p className="test-banner">
      <strong>Test view</strong> Only payments made in Stripe’s test mode. {why}
    </p>
  )
}
