// What a command reads and says: lines for people, one line of JSON for machines.
import { resolve } from 'node:path'

export interface Terminal {
  out(line: string): unknown
  error(line: string): unknown
  /**
   * How far long work is: on a terminal one line that changes, elsewhere plain lines, now and then. Throws a refusal when nobody waits
   * for the work any more; so it is said between two transactions, and where an error is heard.
   */
  progress?(line: string): unknown
  /** Everything on standard input. */
  input(): Promise<string>
  /** Where the files that are named begin; absent: where this process was started. */
  folder?: string
}

export interface Printed {
  json?: boolean | undefined
}

export const fileFrom = ({ folder = '.' }: Terminal, name: string): string => resolve(folder, name)

/** `lines` is what a person is told, `value` what a program gets with `--json`. */
export function print(terminal: Terminal, { json }: Printed, value: unknown, lines: readonly string[]): void {
  if (json) terminal.out(JSON.stringify(value))
  else for (const line of lines) terminal.out(line)
}

export const processTerminal: Terminal = {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  progress: progressOn(process.stderr),
  input: async () => {
    let text = ''
    for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk
    return text
  },
}

const EVERY_MS = 2_000
const wipeLine = '\r\u001b[2K'

/** An empty line ends the work: what was being said is wiped off a terminal. */
function progressOn(stream: { isTTY?: boolean; write(text: string): unknown }): (line: string) => void {
  let said = Number.NEGATIVE_INFINITY
  return (line) => {
    if (stream.isTTY) return void stream.write(wipeLine + line)
    const now = performance.now()
    if (line === '' || now - said < EVERY_MS) return
    said = now
    stream.write(`${line}\n`)
  }
}

/** `[######    ]` */
export function bar(share: number, width = 24): string {
  const full = Math.round(Math.max(0, Math.min(1, share)) * width)
  return `[${'#'.repeat(full)}${' '.repeat(width - full)}]`
}
