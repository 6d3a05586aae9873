// Decides how the options of `init` become the attributes that a script tag would have.
import type { ModuleOptions } from './api.ts'
import type { Attributes } from './config.ts'

const separators: Record<string, string> = { sessionParam: '|', files: '|' }

/** `exclude` and `transform` are no attributes: they act on messages. */
export const attributesOf = ({ exclude: _, transform: __, ...options }: ModuleOptions): Attributes =>
  Object.fromEntries(
    Object.entries({ as: 'farthing', ...options }).flatMap(([name, value]): [string, string][] => {
      if (value === undefined || value === false) return []
      return [[name, value === true ? '' : [value].flat().join(separators[name] ?? ' ')]]
    }),
  )
