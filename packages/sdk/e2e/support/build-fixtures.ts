// Bundles the pages with real routers, each into one file, as their users' build would.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** Answers the folder. */
export const buildFixtures = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-sdk-fixtures-'))
  // StrictMode does everything twice only in development; Vue keeps a note of its own in the session then.
  const modes = { 'react-router': 'development', 'vue-router': 'production' }
  for (const [name, mode] of Object.entries(modes))
    await build({
      configFile: false,
      logLevel: 'error',
      mode,
      define: {
        'process.env.NODE_ENV': JSON.stringify(mode),
        __VUE_OPTIONS_API__: 'true',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
      resolve: { alias: { '@farthing/sdk': path('../../src/index.ts') } },
      build: {
        outDir: folder,
        emptyOutDir: false,
        minify: false,
        lib: { entry: path(`../fixtures/${name}.ts`), formats: ['es'], fileName: () => `${name}.js` },
      },
    })
  return folder
}
