// Where the bootstrap finds and keeps its things. All of them are ignored by git and safe to delete.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
/** Node and pnpm, when they had to be fetched. */
export const toolchain = join(root, '.toolchain')
/** One small file per finished step, holding the hash of what went in. */
export const stamps = join(root, '.bootstrap')
