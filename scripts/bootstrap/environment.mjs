// What every child process inherits: a PATH on which `node` and `pnpm` are the right ones, and none of npm's own settings.
import { delimiter, dirname, join } from 'node:path'
import { root } from './paths.mjs'

/** npm exports its settings to scripts; pnpm would read these as its own, and they were not meant for it. */
const notForPnpm =
  /^npm_(config_(nodedir|prefix|local_prefix|global_prefix|global|omit|production|user_agent|engine_strict|yes|init.*|noproxy)$|package_|lifecycle_|command$|execpath$|node_execpath$)/i

export function childEnvironment(node, pnpm) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !notForPnpm.test(name)))
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  env[pathName] = [dirname(node.path), pnpm.folder, join(root, 'node_modules', '.bin'), env[pathName]].join(delimiter)
  return env
}
