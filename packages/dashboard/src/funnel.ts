// The steps of a funnel as the URL holds them, and what is lost between them.
import type { FunnelReport } from '@farthing/contract'

export interface Step {
  kind: 'page' | 'event' | 'payment'
  /** Empty for a payment. */
  value: string
}

export const usualSteps: Step[] = [
  { kind: 'page', value: '/' },
  { kind: 'payment', value: '' },
]

export function readSteps(params: URLSearchParams): Step[] {
  const steps = params.getAll('step').flatMap((text) => readStep(text) ?? [])
  return steps.length === 0 ? usualSteps : steps
}

function readStep(text: string): Step | null {
  if (text === 'payment') return { kind: 'payment', value: '' }
  const [, kind, value = ''] = /^(page|event):(.+)$/s.exec(text) ?? []
  return kind === 'page' || kind === 'event' ? { kind, value } : null
}

export const writeStep = ({ kind, value }: Step): string => (kind === 'payment' ? kind : `${kind}:${value}`)

export function writeSteps(params: URLSearchParams, steps: Step[]): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('step')
  for (const step of steps) next.append('step', writeStep(step))
  return next
}

export const isWhole = ({ kind, value }: Step): boolean => kind === 'payment' || value.trim() !== ''

export interface FunnelLine {
  step: string
  visits: number
  /** Of all visits; null without any. */
  share: number | null
  /** Of those of the step before. */
  kept: number | null
}

export function funnelLines({ visits, steps }: FunnelReport): FunnelLine[] {
  return steps.map((one, index) => {
    const before = index === 0 ? visits : (steps[index - 1]?.visits ?? 0)
    return {
      ...one,
      share: visits === 0 ? null : one.visits / visits,
      kept: before === 0 ? null : one.visits / before,
    }
  })
}
