// What one finding is, and which of several is the worst.
import type { Finding, FindingArea, FindingLevel } from '@farthing/contract'

const order: readonly FindingLevel[] = ['ok', 'warning', 'problem']

export const worstOf = (findings: readonly Pick<Finding, 'level'>[]): FindingLevel =>
  order[Math.max(0, ...findings.map(({ level }) => order.indexOf(level)))] ?? 'ok'

type Say = (id: string, sentence: string, todo?: string, snippet?: string) => Finding

export const fine =
  (area: FindingArea): Say =>
  (id, sentence) => ({ id, area, level: 'ok', sentence, todo: null, snippet: null })

export const warning =
  (area: FindingArea): Say =>
  (id, sentence, todo, snippet) => ({
    id,
    area,
    level: 'warning',
    sentence,
    todo: todo ?? null,
    snippet: snippet ?? null,
  })

export const problem =
  (area: FindingArea): Say =>
  (id, sentence, todo, snippet) => ({
    id,
    area,
    level: 'problem',
    sentence,
    todo: todo ?? null,
    snippet: snippet ?? null,
  })

const MINUTE = 60_000
const units: readonly [number, string][] = [
  [24 * 60 * MINUTE, 'day'],
  [60 * MINUTE, 'hour'],
  [MINUTE, 'minute'],
  [1_000, 'second'],
]

/** "3 minutes", "1 day": the largest unit of which there is one. */
export function lasting(ms: number): string {
  const [size, name] = units.find(([unit]) => ms >= unit) ?? [1_000, 'second']
  const count = Math.max(1, Math.floor(ms / size))
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
