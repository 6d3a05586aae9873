// Builds f.js in memory from the sources as they are, so that no test can look at a stale file.
import { fileURLToPath } from 'node:url'
import { rollup } from 'rollup'
import { loadConfigFile } from 'rollup/loadConfigFile'

export const buildScript = async (file = 'f.js'): Promise<string> => {
  const { options } = await loadConfigFile(fileURLToPath(new URL('rollup.config.js', import.meta.url)), {
    silent: true,
  })
  for (const option of options) {
    for (const output of option.output) {
      if (!output.file?.endsWith(`/${file}`)) continue
      const bundle = await rollup({ ...option, input: fileURLToPath(new URL(`${option.input}`, import.meta.url)) })
      const { output: chunks } = await bundle.generate({ ...output, sourcemap: false })
      await bundle.close()
      return chunks[0].code
    }
  }
  throw new Error(`rollup.config.js builds no ${file}`)
}
