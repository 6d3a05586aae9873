// What is built from what: the scripts for the tag, and index.js for npm.
import esbuild from 'rollup-plugin-esbuild'
import { minified } from './minify.js'

/** esbuild reads no tsconfig: its options for types do not concern what runs. */
const typescript = esbuild({ target: 'es2021', tsconfig: false })

const inAScript = {
  name: 'in-a-script',
  load: (id) => (id.endsWith('/in-a-module.ts') ? 'export const inAModule = false' : null),
}

const short = (letters) => ({
  name: 'short',
  renderChunk: async (code) => ({ code: letters ? await minified(code, letters) : code, map: null }),
  // A line break at the end is a byte, too.
  generateBundle: (_, bundle) => {
    for (const chunk of Object.values(bundle)) chunk.code = chunk.code.trimEnd()
  },
})

/** Without letters it is left readable. */
export const script = (input, file, letters) => ({
  input: `src/${input}`,
  plugins: [inAScript, typescript, short(letters)],
  output: { file: `dist/${file}`, format: 'iife', strict: false },
})

export default [
  script('snippet.ts', 'f.js', 'tsdgMIlcnJRyZXAaihkvfrUuOYpQLWNSoTmwqe_jbPVBECxG$HKDzF'),
  script('snippet-clicks.ts', 'f.clicks.js', 'tprbsvzmcjLkMOHnKweqSJZWYNITVoaUXuhPx$lfyRdAgiCGQDBE_F'),
  {
    input: 'src/index.ts',
    plugins: [typescript],
    output: { file: 'dist/index.js', format: 'es', sourcemap: true },
  },
]
