// Decides how the options of `init` become the attributes that a script tag would have.
import type { Options } from './api.ts'
import type { Attributes } from './config.ts'

export const attributesOf = (options: Options): Attributes =>
  Object.fromEntries(
    Object.entries({ as: 'farthing', ...options }).flatMap(([name, value]): [string, string][] => {
      if (value === undefined || value === false) return []
      return [[name, value === true ? '' : [value].flat().join(name === 'sessionParam' ? '|' : ' ')]]
    }),
  )
