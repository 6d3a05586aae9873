import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'import', 'default'] } },
  test: { name: 'sdk', include: ['**/*.test.ts'], testTimeout: 60_000 },
})
