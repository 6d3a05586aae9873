// Tries orders of letters for the short names of a script, and prints those that pack better: `node find-letters.ts snippet.ts 3000`.
import { brotliCompressSync, constants } from 'node:zlib'
import { rollup } from 'rollup'
import { minified } from './minify.js'
import { script } from './rollup.config.js'

const [input = 'snippet.ts', tries = '500', first = 'etnrsoaidclhpumwfvygbTLxSkIPEqANDMRHFJBCOUVWXYZGKQzj_$'] =
  process.argv.slice(2)

const { output, ...options } = script(input, 'f.js', undefined)
const bundle = await rollup(options)
const readable = (await bundle.generate(output)).output[0].code

const bytes = async (letters: string): Promise<number> => {
  const code = await minified(readable, letters)
  return brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

const random = (below: number): number => Math.floor(Math.random() * below)

const swapped = (letters: string): string => {
  const all = [...letters]
  for (let swaps = random(3); swaps >= 0; swaps--) {
    const one = random(all.length)
    const other = random(Math.random() < 0.5 ? all.length : 30)
    const [a = '', b = ''] = [all[one], all[other]]
    all[one] = b
    all[other] = a
  }
  return all.join('')
}

let letters = first
let least = await bytes(letters)
process.stdout.write(`${least} ${letters}\n`)
for (let count = 0; count < Number(tries); count++) {
  const candidate = swapped(letters)
  const size = await bytes(candidate)
  if (size > least) continue
  if (size < least) process.stdout.write(`${size} ${candidate}\n`)
  least = size
  letters = candidate
}
