// Which pnpm installs and builds: exactly the one that package.json names, kept in the toolchain folder.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fetchPackage } from './fetch-package.mjs'
import { root, toolchain } from './paths.mjs'
import { say } from './say.mjs'

export async function ensurePnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const version = packageManager.split('@')[1]
  const folder = join(toolchain, `pnpm-${version}`)
  const path = join(folder, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs')
  if (!existsSync(path)) {
    say(`fetching pnpm ${version} from the npm registry (once)`)
    await fetchPackage('pnpm', version, folder)
  }
  return { path, version, folder: join(folder, 'node_modules', '.bin') }
}
