// Builds the script once for all tests; the workers read it from the environment.
import { rmSync } from 'node:fs'
import { buildScript } from '../../build-core.ts'
import { buildFixtures } from './build-fixtures.ts'

const build = async (): Promise<() => void> => {
  process.env.FARTHING_SCRIPT = await buildScript('f.js')
  process.env.FARTHING_CLICKS = await buildScript('f.clicks.js')
  process.env.FARTHING_MODULE = await buildScript('index.js')
  const fixtures = await buildFixtures()
  process.env.FARTHING_FIXTURES = fixtures
  return () => rmSync(fixtures, { recursive: true, force: true })
}

// biome-ignore lint/style/noDefaultExport: Playwright asks for it.
export default build
