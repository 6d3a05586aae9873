// The size that is promised, as a number.
import { brotliCompressSync, constants } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildScript } from './build-core.ts'

const brotliBytes = (code: string): number =>
  brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length

test.each([
  ['the core', 'f.js', 1700],
  ['the core with clicks', 'f.clicks.js', 1950],
])('%s is small on the wire: %s, at most %d bytes', async (_, file, most) => {
  expect(brotliBytes(await buildScript(file))).toBeLessThanOrEqual(most)
})
