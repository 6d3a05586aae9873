// The command line within the test's own process: what was said, and the exit code.
import { runCli } from '../cli.ts'

export interface Said {
  code: number | null
  out: string
  error: string
}

interface Given {
  /** On standard input. */
  input?: string
  /** Where the files that are named begin; absent: where the tests were started. */
  folder?: string
  progress?: (line: string) => void
}

/** Each line with its end, as a terminal has it. */
export async function runCommand(words: readonly string[], { input = '', ...given }: Given = {}): Promise<Said> {
  const said = { out: '', error: '' }
  const say = (where: keyof typeof said) => (line: string) => {
    said[where] += `${line}\n`
  }
  const code = await runCli(words, { ...given, out: say('out'), error: say('error'), input: async () => input })
  return { code, ...said }
}
