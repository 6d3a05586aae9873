// Which tax rates are meant, and that they exist.
import type { Draft } from '../world/draft.ts'
import type { Tables } from '../world/model.ts'

export const ratesOf = (draft: Draft, ids: readonly string[]): Array<Tables['tax_rate']> =>
  ids.map((id) => draft.get('tax_rate', id, 'tax_rates'))
