// How the scripts call the built command line of the collector.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../test/run.ts'
import { Trouble } from './trouble.ts'

export const farthingCli = join(root, 'packages', 'collector', 'bin', 'farthing.js')

/** Runs one command with `--json` and answers what it printed. */
export async function farthing<Answer>(args: string[], env: NodeJS.ProcessEnv): Promise<Answer> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [farthingCli, ...args, '--json'], { env, cwd: root })
    return JSON.parse(stdout) as Answer
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new Trouble(`farthing ${args.join(' ')}: ${said}`)
  }
}
