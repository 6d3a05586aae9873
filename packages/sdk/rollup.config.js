// What is built from what: f.js for the script tag, index.js for npm.
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

const minified = terser({
  ecma: 2020,
  compress: { passes: 3, unsafe: true, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
  format: { comments: false },
})

/** esbuild reads no tsconfig: its options for types do not concern what runs. */
const typescript = esbuild({ target: 'es2021', tsconfig: false })

export default [
  {
    input: 'src/snippet.ts',
    plugins: [typescript, minified],
    output: { file: 'dist/f.js', format: 'iife', strict: false, sourcemap: true },
  },
  {
    input: 'src/index.ts',
    plugins: [typescript],
    output: { file: 'dist/index.js', format: 'es', sourcemap: true },
  },
]
