import { defineConfig } from 'vitest/config'

/** One runner for every package: each folder of `packages` is a project with its tests beside the code. */
export default defineConfig({
  test: { projects: ['packages/*'] },
})
