import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    name: 'collector',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    globalSetup: ['src/storage/testing/postgres-server.ts'],
  },
})
