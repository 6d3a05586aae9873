// One who knocks at the socket: hears who is there, and may bring one command.
import type { Socket } from 'node:net'
import { Refusal } from '../../errors.ts'
import type { Terminal } from '../terminal.ts'
import { type AskedCommand, type FromHolder, type Here, heardFromCaller, inLines, lineOf } from './messages.ts'

/** Answers the exit code, and never throws: what went wrong is said to the terminal. */
export type CarryOut = (asked: AskedCommand, terminal: Terminal) => Promise<number>

export interface Guest {
  /** Ends the command where it may be ended. Resolves when it has. */
  leave(): Promise<void>
}

const gone = 'Nobody waits for this command any more.'
const stopping = 'The collector is being stopped, and has ended this command. What it had stored stays: run it again.'

/** `carryOut` null: whoever is here takes no commands. */
export function receive(socket: Socket, here: Here, carryOut: CarryOut | null): Guest {
  const input = Promise.withResolvers<string>()
  // Not every command reads it.
  input.promise.catch(() => undefined)
  let work: Promise<void> | null = null
  let ended: Refusal | null = null
  const end = (why: string) => {
    ended ??= new Refusal('busy', why)
    input.reject(ended)
  }
  const say = (message: FromHolder) => {
    if (socket.writable) socket.write(lineOf(message))
  }
  const carry = async (take: CarryOut, asked: AskedCommand) => {
    const code = await take(asked, {
      folder: asked.folder,
      out: (line) => say({ says: 'out', line }),
      error: (line) => say({ says: 'error', line }),
      // Said between two transactions, never inside one: that is where a command may be ended.
      progress: (line) => {
        if (ended) throw ended
        say({ says: 'progress', line })
      },
      input: () => {
        say({ says: 'input' })
        return input.promise
      },
    })
    say({ says: 'done', code })
    socket.end()
  }
  const hear = (text: string) => {
    const heard = heardFromCaller(text)
    if (heard?.says === 'input') input.resolve(heard.text)
    else if (heard && carryOut && !work) work = carry(carryOut, heard)
    else socket.destroy()
  }
  socket.setEncoding('utf8').on('data', inLines(hear))
  // It is closed after every error.
  socket.on('error', () => undefined).on('close', () => end(gone))
  say(here)
  return {
    leave: async () => {
      end(stopping)
      await work
      socket.destroySoon()
    },
  }
}
