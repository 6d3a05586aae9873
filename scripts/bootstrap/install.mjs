// Installs what the lockfile says, from the npm registry only, and only when something changed.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { lastLines, runQuietly } from './run.mjs'
import { say } from './say.mjs'
import { hashOf, isDone, markDone } from './stamp.mjs'

export async function install(node, pnpm, env) {
  const hash = hashOf(manifests(), node.version, pnpm.version, process.platform, process.arch)
  const linked = existsSync(join(root, 'node_modules', '.modules.yaml'))
  if (linked && isDone('install', hash)) return
  say('installing the packages that the lockfile names (the first time takes about a minute)')
  // Whatever the user's settings say: the build tools (development dependencies) too, and each package with its own links.
  const args = [
    'install',
    '--frozen-lockfile',
    '--prod=false',
    '--config.node-linker=isolated',
    '--config.confirm-modules-purge=false',
    '--reporter=append-only',
  ]
  const { code, output } = await runQuietly(node.path, [pnpm.path, ...args], { cwd: root, env })
  if (code !== 0) throw new Failure(`${lastLines(output)}\n\n${adviceOn(output)}`)
  markDone('install', hash)
}

function adviceOn(output) {
  if (/ERR_PNPM_(OUTDATED_LOCKFILE|LOCKFILE)/.test(output)) {
    return 'The lockfile does not fit the package.json files. Run `pnpm install` (see CONTRIBUTING.md) and commit pnpm-lock.yaml.'
  }
  return (
    'The packages could not be installed. Check that this machine reaches the npm registry (`npm ping`) and has 1 GB of free ' +
    'space, then run the command again.'
  )
}

/** Everything that decides what is installed. */
function manifests() {
  const ours = ['packages', 'examples'].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(root, group, entry.name, 'package.json')),
  )
  return ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc']
    .map((file) => join(root, file))
    .concat(ours)
}
