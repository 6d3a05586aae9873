// The size that is promised, as a number.
import { brotliCompressSync, constants } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildScript } from './build-core.ts'

const brotliBytes = (code: string): number =>
  brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length

test('the core is at most 1,700 bytes on the wire', async () => {
  expect(brotliBytes(await buildScript('f.js'))).toBeLessThanOrEqual(1700)
})
