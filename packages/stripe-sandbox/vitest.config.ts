import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // Nothing here keeps state in a module, so one worker may run all files.
  test: { name: 'stripe-sandbox', isolate: false },
})
