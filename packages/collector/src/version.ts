// Which release this is: said in one place, package.json.
import { createRequire } from 'node:module'

export const version = (): string => {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string }
  return version
}
