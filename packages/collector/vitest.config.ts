import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    name: 'collector',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Many of these tests are several real processes: one that a busy machine starved is tried once more, and shown as retried.
    retry: process.env.CI === 'true' ? 1 : 0,
    globalSetup: ['src/storage/testing/postgres-server.ts'],
  },
})
