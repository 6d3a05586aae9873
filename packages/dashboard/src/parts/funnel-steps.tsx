// The steps of a funnel, written by the owner, with the pages and events of these days to choose from.
import type { Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { isWhole, type Step } from '../funnel.ts'
import { reportQuery } from '../report-queries.ts'
import type { View } from './use-view.ts'

interface FunnelStepsProps {
  site: Site
  view: View
  steps: Step[]
  show: (steps: Step[]) => void
}

const MOST = 10
const kinds: Record<Step['kind'], string> = { page: 'Sees the page', event: 'Does the event', payment: 'Pays' }
const isKind = (text: string): text is Step['kind'] => Object.hasOwn(kinds, text)

export function FunnelSteps({ site, view, steps, show }: FunnelStepsProps) {
  const [draft, setDraft] = useState(() => steps.map((step, id) => ({ ...step, id })))
  const pages = useQuery(reportQuery(site.id, 'pages', view.scope))
  const events = useQuery(reportQuery(site.id, 'goals', view.scope))
  const put = (id: number, change: Partial<Step>) =>
    setDraft(draft.map((step) => (step.id === id ? { ...step, ...change } : step)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    show(draft.map(({ kind, value }) => ({ kind, value: value.trim() })))
  }
  return (
    <form className="funnel-edit" onSubmit={submit}>
      {draft.map((step, index) => (
        <div key={step.id} className="funnel-line">
          <span>{index + 1}</span>
          <select
            aria-label={`Step ${index + 1}`}
            value={step.kind}
            onChange={({ target }) => isKind(target.value) && put(step.id, { kind: target.value, value: '' })}
          >
            {Object.entries(kinds).map(([kind, name]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </select>
          {step.kind === 'payment' ? (
            <i />
          ) : (
            <input
              aria-label={`${kinds[step.kind]}, step ${index + 1}`}
              list={`funnel-${step.kind}s`}
              autoComplete="off"
              placeholder={step.kind === 'page' ? '/pricing' : 'Signup'}
              value={step.value}
              onChange={({ target }) => put(step.id, { value: target.value })}
            />
          )}
          <button
            type="button"
            className="button quiet small"
            aria-label={`Remove step ${index + 1}`}
            disabled={draft.length === 1}
            onClick={() => setDraft(draft.filter((one) => one.id !== step.id))}
          >
            ×
          </button>
        </div>
      ))}
      <Names id="funnel-pages" names={pages.data?.rows.map((row) => row.name) ?? []} />
      <Names id="funnel-events" names={events.data?.rows.map((row) => row.name) ?? []} />
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={draft.length >= MOST}
          onClick={() =>
            setDraft([...draft, { kind: 'page', value: '', id: Math.max(...draft.map((one) => one.id)) + 1 }])
          }
        >
          Add a step
        </button>
        <button type="submit" className="button primary" disabled={!draft.every(isWhole)}>
          Show the funnel
        </button>
      </div>
    </form>
  )
}

function Names({ id, names }: { id: string; names: Array<string | null> }) {
  return <datalist id={id}>{names.map((name) => name !== null && <option key={name} value={name} />)}</datalist>
}
