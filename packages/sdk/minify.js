// How a script is made small: terser's options, short names in an order that packs well, and a block instead of a function.
import { minify } from 'terser'

/** Each name is a number written in these letters. Their order has no meaning; `find-letters.ts` found it by trial. */
const named = (letters) => ({
  get(index) {
    let name = ''
    for (let left = index + 1; left > 0; left = Math.floor(left / letters.length))
      name += letters[--left % letters.length]
    return name
  },
})

export const minified = async (code, letters) => {
  const plain = code
    // One kind of declaration joins with its neighbours.
    .replace(/\bconst /g, 'let ')
    // Only the types did not know the further members of what is an object already, or nothing.
    .replace(/\bObject\(([\w.]+)\)\./g, '$1?.')
    .replace(/\bObject\((\w+)\)\[/g, '$1[')
  const { code: short } = await minify(plain, {
    ecma: 2020,
    compress: {
      passes: 3,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_comps: true,
      pure_getters: true,
      keep_fargs: false,
      booleans_as_integers: true,
    },
    mangle: { nth_identifier: named(letters) },
    format: { comments: false, quote_style: 1 },
  })
  return block(short)
}

/** `let` needs no function around it to stay ours; `var` would. */
const block = (code) => {
  const [, body] = /^(?:!function\(\)|\(\(\)=>)\{(.*)\}(?:\)\(\)|\(\));?\s*$/s.exec(code) ?? []
  if (body === undefined || /\bvar\b/.test(body)) throw new Error('This script cannot do without its function.')
  return `{${body}}`
}
