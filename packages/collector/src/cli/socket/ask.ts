// The side that has a command: knocks at the socket, hears who is there, and has the command carried out.
import { connect, type Socket } from 'node:net'
import type { Terminal } from '../terminal.ts'
import { addressOf } from './address.ts'
import { type AskedCommand, type FromHolder, type Here, heardFromHolder, inLines, lineOf } from './messages.ts'

export interface Reached {
  here: Here
  /** Answers the exit code. Everything that is said goes to the terminal as it comes. */
  carryOut(asked: Omit<AskedCommand, 'says'>, terminal: Terminal): Promise<number>
  leave(): void
}

/** A collector answers within milliseconds; one whose machine is at its end may take seconds. */
const PATIENCE_MS = 10_000

/** Null: nobody is there. */
export async function knock(socket: string): Promise<Reached | null> {
  const connection = await connected(socket)
  if (!connection) return null
  const heard = messagesFrom(connection)
  const timer = setTimeout(() => connection.destroy(), PATIENCE_MS)
  const { value: first } = await heard.next()
  clearTimeout(timer)
  if (first?.says !== 'here') {
    connection.destroy()
    return null
  }
  return {
    here: first,
    carryOut: async (asked, terminal) => {
      connection.write(lineOf({ says: 'command', ...asked }))
      const code = await listen(heard, connection, terminal).finally(() => connection.destroy())
      if (code !== null) return code
      throw new Error(
        `The collector (process ${first.pid}) is gone, and has not finished this command. What it had stored stays: run it again.`,
      )
    },
    leave: () => connection.destroy(),
  }
}

function connected(socket: string): Promise<Socket | null> {
  const address = addressOf(socket)
  return new Promise<Socket | null>((resolve, reject) => {
    const connection = connect(address.path, () => resolve(connection))
    connection.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null)
      else reject(explained(error, socket))
    })
  }).finally(() => address.drop())
}

const explained = (error: NodeJS.ErrnoException, socket: string): Error =>
  error.code === 'EACCES' || error.code === 'EPERM'
    ? new Error(`${socket} may be used by its owner only: run the command as the user who runs the collector.`)
    : error

/** Null: the other side has gone before the end. */
async function listen(
  heard: AsyncIterator<FromHolder>,
  connection: Socket,
  terminal: Terminal,
): Promise<number | null> {
  for (;;) {
    const { done, value } = await heard.next()
    if (done) return null
    if (value.says === 'done') return value.code
    if (value.says === 'out') terminal.out(value.line)
    else if (value.says === 'error') terminal.error(value.line)
    else if (value.says === 'progress') terminal.progress?.(value.line)
    else if (value.says === 'input') connection.write(lineOf({ says: 'input', text: await terminal.input() }))
  }
}

/** Until the connection is closed, however. */
async function* messagesFrom(connection: Socket): AsyncGenerator<FromHolder, undefined> {
  let lines: string[] = []
  const take = inLines((line) => lines.push(line))
  try {
    for await (const piece of connection.setEncoding('utf8')) {
      take(String(piece))
      for (const line of lines) {
        const message = heardFromHolder(line)
        if (!message)
          throw new Error('The collector said what this command does not understand. Is it another release?')
        yield message
      }
      lines = []
    }
  } catch (error) {
    // What that means is said by whoever waits for the end.
    if (!(error instanceof Error && 'code' in error && breaks.has(error.code))) throw error
  }
}

const breaks = new Set<unknown>(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'])
