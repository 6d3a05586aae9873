// Builds the script once for all tests; the workers read it from the environment.
import { buildScript } from '../../build-core.ts'

const build = async (): Promise<void> => {
  process.env.FARTHING_SCRIPT = await buildScript('f.js')
  process.env.FARTHING_MODULE = await buildScript('index.js')
}

// biome-ignore lint/style/noDefaultExport: Playwright asks for it.
export default build
