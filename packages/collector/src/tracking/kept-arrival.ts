// How an arrival is kept beside its view: values without their names, because a third of all views carry one.
import type { Arrival, Origin } from './arrival.ts'

/** Never another order: this is how what is stored is read. Those that are seldom there come last, and are left out. */
const order = [
  'channel',
  'source',
  'medium',
  'referrer',
  'campaign',
  'content',
  'term',
  'clickKind',
  'clickId',
] as const satisfies readonly (keyof Origin)[]

export function keptArrival({ opens, origin }: Arrival): string {
  const values: (string | number | null)[] = [opens ? 1 : 0, ...order.map((name) => origin[name])]
  while (values.at(-1) === null) values.pop()
  return JSON.stringify(values)
}

export function arrivalKept(text: string): Arrival {
  const [opens, ...values] = JSON.parse(text) as [0 | 1, ...(string | null)[]]
  const value = (name: (typeof order)[number]) => values[order.indexOf(name)] ?? null
  return {
    opens: opens === 1,
    origin: {
      channel: value('channel') ?? '',
      source: value('source'),
      medium: value('medium'),
      campaign: value('campaign'),
      term: value('term'),
      content: value('content'),
      clickKind: value('clickKind'),
      clickId: value('clickId'),
      referrer: value('referrer'),
    },
  }
}
