// The one entry of `npm start`, `npm test` and their like: makes a fresh clone ready, then runs the task with the right Node.
// Plain JavaScript without dependencies, because it must run on any Node from 20 on, before anything is installed.
import { build } from './bootstrap/build.mjs'
import { childEnvironment } from './bootstrap/environment.mjs'
import { Failure } from './bootstrap/failure.mjs'
import { install } from './bootstrap/install.mjs'
import { ensureNode } from './bootstrap/node.mjs'
import { root } from './bootstrap/paths.mjs'
import { ensurePnpm } from './bootstrap/pnpm.mjs'
import { hand } from './bootstrap/run.mjs'

/** What each task runs, and whether it needs the packages built. */
const tasks = {
  start: { entry: 'scripts/start/main.ts', builds: true },
  test: { entry: 'scripts/test/main.ts', builds: true },
  e2e: { entry: 'scripts/test/e2e.ts', builds: true },
  check: { entry: 'scripts/check/main.ts', builds: false },
  farthing: { entry: 'packages/collector/bin/farthing.js', builds: true },
  bench: { entry: 'bench/main.ts', builds: true },
  build: { entry: null, builds: true },
}

async function main() {
  const [name = '', ...rest] = process.argv.slice(2)
  if (!Object.hasOwn(tasks, name)) throw new Failure(`Say which task: ${Object.keys(tasks).join(', ')}.`)
  const task = tasks[name]
  const node = await ensureNode()
  const pnpm = await ensurePnpm()
  const env = childEnvironment(node, pnpm)
  await install(node, pnpm, env)
  if (task.builds) await build(node, pnpm, env)
  if (!task.entry) return 0
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  return hand(node.path, [...flags, task.entry, ...rest], { cwd: root, env })
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(`\n${error.message}`)
  process.exitCode = 1
}
