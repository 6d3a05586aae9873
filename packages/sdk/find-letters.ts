// Tries orders of letters for the short names of a script, and prints those that pack better: `node find-letters.ts snippet.ts 20000`.
import { brotliCompressSync, constants } from 'node:zlib'
import { rollup } from 'rollup'
import { minified } from './minify.js'
import { script } from './rollup.config.js'

const [input = 'snippet.ts', tries = '5000', first = 'etnrsoaidclhpumwfvygbTLxSkIPEqANDMRHFJBCOUVWXYZGKQzj_$'] =
  process.argv.slice(2)

/** Stand for the letters, so that the script is made small once and not for every order. */
const FIRST_MARK = 0x4e00
const marks = [...first].map((_, index) => String.fromCharCode(FIRST_MARK + index)).join('')

const { output, ...options } = script(input, 'f.js', undefined)
const bundle = await rollup(options)
const marked = await minified((await bundle.generate(output)).output[0].code, marks)
const used = new Set(marked.match(/[\u4e00-\u4eff]/g)).size

const bytes = (letters: readonly string[]): number => {
  const code = marked.replace(/[\u4e00-\u4eff]/g, (mark) => letters[mark.charCodeAt(0) - FIRST_MARK] ?? '')
  return brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

const random = (below: number): number => Math.floor(Math.random() * below)

const swapped = (letters: readonly string[]): string[] => {
  const all = [...letters]
  for (let swaps = random(2); swaps >= 0; swaps--) {
    const [one, other] = [random(used), random(all.length)]
    const [a = '', b = ''] = [all[one], all[other]]
    all[one] = b
    all[other] = a
  }
  return all
}

/** Bytes that a step may lose, by luck: less and less, so that it neither stops at the first hill nor wanders for ever. */
const patience = (count: number): number => 1.2 * (1 - count / Number(tries)) ** 2 + 0.02

let letters = [...first]
let size = bytes(letters)
let least = size
process.stdout.write(`${least} ${first}\n`)
for (let count = 0; count < Number(tries); count++) {
  const candidate = swapped(letters)
  const reached = bytes(candidate)
  if (reached > size && Math.random() > Math.exp((size - reached) / patience(count))) continue
  letters = candidate
  size = reached
  if (size >= least) continue
  least = size
  process.stdout.write(`${least} ${letters.join('')}\n`)
}
