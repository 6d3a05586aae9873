// What is built from what: the scripts for the tag, and index.js for npm.
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

/** esbuild reads no tsconfig: its options for types do not concern what runs. */
const typescript = esbuild({ target: 'es2021', tsconfig: false })

/** One kind of declaration joins with its neighbours. */
const onlyLet = { name: 'only-let', renderChunk: (code) => ({ code: code.replace(/\bconst /g, 'let '), map: null }) }

/**
 * Short names in the order that packs best; found by trial (`names.ts`), and of no other meaning. The function is sent to
 * another thread as text, so everything that it needs is inside.
 */
const shortNames = {
  get(index) {
    const letters = 'stvhrOubgycjId_fKDLMNJPeTCkmwqaHZlioFBUpnQxYS$AzGEVXWR'
    let name = ''
    for (let left = index + 1; left > 0; left = Math.floor(left / 54)) name += letters[--left % 54]
    return name
  },
}

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
  mangle: { nth_identifier: shortNames },
  format: { comments: false, quote_style: 1 },
})

/** `let` needs no function around it to stay ours; `var` would not. */
const block = {
  name: 'block',
  renderChunk: (code) => {
    const [, body] = /^(?:!function\(\)|\(\(\)=>)\{(.*)\}\(?\)?\)\(?\)?;?\s*$/s.exec(code) ?? []
    if (body === undefined || /\bvar\b/.test(body)) throw new Error('The script cannot do without its function.')
    return { code: `{${body}}`, map: null }
  },
}

const script = (input, file) => ({
  input: `src/${input}`,
  plugins: [typescript, onlyLet, minified, block],
  output: { file: `dist/${file}`, format: 'iife', strict: false },
})

export default [
  script('snippet.ts', 'f.js'),
  script('snippet-clicks.ts', 'f.clicks.js'),
  {
    input: 'src/index.ts',
    plugins: [typescript],
    output: { file: 'dist/index.js', format: 'es', sourcemap: true },
  },
]
