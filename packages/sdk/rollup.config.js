// What is built from what: f.js for the script tag, index.js for npm.
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

/** esbuild reads no tsconfig: its options for types do not concern what runs. */
const typescript = esbuild({ target: 'es2021', tsconfig: false })

/** One kind of declaration joins with its neighbours. */
const onlyLet = { name: 'only-let', renderChunk: (code) => ({ code: code.replace(/\bconst /g, 'let '), map: null }) }

const minified = terser({
  ecma: 2020,
  compress: {
    passes: 3,
    unsafe: true,
    unsafe_arrows: true,
    pure_getters: true,
    keep_fargs: false,
    booleans_as_integers: true,
  },
  format: { comments: false, quote_style: 1 },
})

export default [
  {
    input: 'src/snippet.ts',
    plugins: [typescript, onlyLet, minified],
    output: { file: 'dist/f.js', format: 'iife', strict: false },
  },
  {
    input: 'src/index.ts',
    plugins: [typescript],
    output: { file: 'dist/index.js', format: 'es', sourcemap: true },
  },
]
