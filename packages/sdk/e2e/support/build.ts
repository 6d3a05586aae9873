// Before all tests: the collector must serve the script as its sources are now; the module and the fixtures are built here.
import { readFileSync, rmSync } from 'node:fs'
import { buildScript } from '../../build-core.ts'
import { buildFixtures } from './build-fixtures.ts'

const build = async (): Promise<() => void> => {
  for (const file of ['f.js', 'f.clicks.js'])
    if (readFileSync(new URL(`../../dist/${file}`, import.meta.url), 'utf8') !== (await buildScript(file)))
      throw new Error(`packages/sdk/dist/${file} is older than its sources: npm run build.`)
  process.env.FARTHING_MODULE = await buildScript('index.js')
  const fixtures = await buildFixtures()
  process.env.FARTHING_FIXTURES = fixtures
  return () => rmSync(fixtures, { recursive: true, force: true })
}

// biome-ignore lint/style/noDefaultExport: Playwright asks for it.
export default build
