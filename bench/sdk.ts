// What the browser script weighs on the wire, as the collector sends it, and unpacked.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Bench, Figure } from './figures.ts'

const weigh = (file: string, name: string, meaning: string): Figure[] => {
  const code = readFileSync(fileURLToPath(new URL(`../packages/sdk/dist/${file}`, import.meta.url)))
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  return [
    {
      name: `${name}_brotli`,
      value: brotliCompressSync(code, { params }).length,
      meaning: `bytes of ${meaning}, brotli 11`,
    },
    { name: `${name}_gzip`, value: gzipSync(code, { level: 9 }).length, meaning: `bytes of ${meaning}, gzip 9` },
    { name: `${name}_plain`, value: code.length, meaning: `bytes of ${meaning}, unpacked` },
  ]
}

export const sdk: Bench = {
  options: {},
  run: async () => [
    ...weigh('f.js', 'core', 'f.js'),
    ...weigh('f.clicks.js', 'clicks', 'f.clicks.js: with outbound links, downloads and forms'),
  ],
}
