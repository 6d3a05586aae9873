// What a command reads and says: lines for people, one line of JSON for machines.
export interface Terminal {
  out(line: string): unknown
  error(line: string): unknown
  /** Everything on standard input. */
  input(): Promise<string>
}

export interface Printed {
  json?: boolean | undefined
}

/** `lines` is what a person is told, `value` what a program gets with `--json`. */
export function print(terminal: Terminal, { json }: Printed, value: unknown, lines: readonly string[]): void {
  if (json) terminal.out(JSON.stringify(value))
  else for (const line of lines) terminal.out(line)
}

export const processTerminal: Terminal = {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  input: async () => {
    let text = ''
    for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk
    return text
  },
}
