// By what a site's visits can be told apart and chosen: what every site has, its split tests, and what its own events say.
import type { Dimension, PropDimension, SplitTest, VariantDimension } from '@farthing/contract'
import { writeDimension } from './filters.ts'
import { allDimensions, wordsOf } from './report-words.ts'

export interface Choice {
  /** As the address of a report has it. */
  value: string
  label: string
}

export interface ChoiceGroup {
  label: string
  choices: Choice[]
}

/** No visit has landed with a side of a draft. */
export const variantsOf = (tests: readonly SplitTest[]): VariantDimension[] =>
  tests.filter(({ state }) => state !== 'draft').map(({ name }) => `variants/${name}` as const)

export const propsOf = (rows: readonly { name: string }[]): PropDimension[] =>
  rows.map(({ name }) => `props/${name}` as const)

/** `chosen` is among them, even where a link names what these days have not. */
export function choiceGroups(named: readonly Dimension[], chosen: Dimension | null): ChoiceGroup[] {
  const all = chosen === null || named.includes(chosen) ? named : [...named, chosen]
  const of = (kind: string) => all.filter((one) => one.startsWith(kind))
  return [
    { label: 'Visits and payments', dimensions: allDimensions },
    { label: 'Split tests', dimensions: of('variants/') },
    { label: 'Properties of your events', dimensions: of('props/') },
  ]
    .filter(({ dimensions }) => dimensions.length > 0)
    .map(({ label, dimensions }) => ({
      label,
      choices: dimensions.map((one) => ({ value: writeDimension(one), label: wordsOf(one).one })),
    }))
}
