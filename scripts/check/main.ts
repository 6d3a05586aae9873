// `npm run check`: format and lint, types of everything, and what nobody uses. All of them run; the exit code is their worst.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from '../test/run.ts'

const bin = (name: string) => join(root, 'node_modules', '.bin', name)

/** Every folder with a tsconfig.json: the packages, and what stands beside them. */
function typed(): string[] {
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)
  return [...packages, 'examples', 'e2e', 'scripts', 'bench'].filter((folder) =>
    existsSync(join(root, folder, 'tsconfig.json')),
  )
}

const checks: Array<{ what: string; command: string; args: string[] }> = [
  { what: 'format and lint', command: bin('biome'), args: ['check', '--error-on-warnings'] },
  ...typed().map((folder) => ({ what: `types of ${folder}`, command: bin('tsc'), args: ['-p', folder] })),
  { what: 'unused files, exports and dependencies', command: bin('knip'), args: ['--no-progress'] },
]

const failed: string[] = []
for (const { what, command, args } of checks) {
  console.log(`check: ${what}`)
  if ((await run(command, args)) !== 0) failed.push(what)
}
if (failed.length > 0) console.error(`\nNot clean: ${failed.join('; ')}.`)
process.exitCode = failed.length > 0 ? 1 : 0
