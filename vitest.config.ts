import { defineConfig } from 'vitest/config'

/** One runner for every package: each folder of `packages` (and the scripts) is a project with its tests beside the code. */
export default defineConfig({
  test: { projects: ['packages/*', 'scripts'] },
})
