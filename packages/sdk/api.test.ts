// The public types are a promise: a change shows up here before it shows up at someone's build.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))

test('the declarations of the package are the ones that were promised', async () => {
  const out = mkdtempSync(join(tmpdir(), 'farthing-sdk-types-'))
  try {
    execFileSync(join(here, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json', '--outDir', out], { cwd: here })
    const promised = ['index.d.ts', 'api.d.ts', 'consented.d.ts', 'permissions.d.ts'].map(
      (file) => `// ${file}\n${readFileSync(join(out, file), 'utf8')}`,
    )
    expect(promised.join('\n')).not.toContain("from '@farthing/")
    await expect(promised.join('\n')).toMatchFileSnapshot('api.snapshot.d.ts.txt')
  } finally {
    rmSync(out, { recursive: true })
  }
})
