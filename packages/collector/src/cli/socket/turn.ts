// Whose turn it is to write to a database file: one process at a time, the collector for as long as it runs.
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../../errors.ts'
import { type FileLock, lockFile, realFile } from '../../storage/file-lock.ts'
import { socketOf } from './address.ts'
import { answerAt, type Presence } from './answer.ts'
import { knock, type Reached } from './ask.ts'
import type { CarryOut } from './guest.ts'
import type { Here } from './messages.ts'

/** The file is this process's own until it is free again. */
export interface Turn {
  /** Says who is here. Throws where no socket can be. */
  announce(here: Here, carryOut: CarryOut | null): Promise<void>
  /** Takes no more commands. */
  silence(): Promise<void>
  free(): Promise<void>
}

/** Commands are short, and a collector that is asked to stop is gone by then. */
const PATIENCE_MS = 5_000
const LOOK_MS = 50

/** The file for this process alone, or the collector that has it. */
export const turnOrCollector = (file: string): Promise<Turn | Reached> =>
  waitFor(file, (reached) => (reached.here.who === 'collector' ? reached : null))

/** For what no collector can do in the place of another. */
export const turnAlone = (file: string): Promise<Turn> => waitFor<never>(file, () => null)

async function waitFor<Else>(given: string, instead: (reached: Reached) => Else | null): Promise<Turn | Else> {
  const file = realFile(given)
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const lock = lockFile(file)
    if (lock) return turnWith(lock, socketOf(file))
    const reached = await knock(socketOf(file))
    const other = reached && instead(reached)
    if (other !== null) return other
    reached?.leave()
    if (performance.now() > deadline) throw taken(file, reached?.here ?? null)
    await sleep(LOOK_MS)
  }
}

function turnWith(lock: FileLock, socket: string): Turn {
  let presence: Presence | null = null
  const silence = async () => {
    await presence?.close()
    presence = null
  }
  return {
    announce: async (here, carryOut) => {
      presence = await answerAt(socket, here, carryOut)
    },
    silence,
    free: async () => {
      await silence()
      lock.free()
    },
  }
}

function taken(file: string, here: Here | null): Refusal {
  if (!here)
    return new Refusal(
      'busy',
      `Another process works on ${file} and does not say which it is. Wait until it has ended; if it is a collector without a socket (its log says so), stop it first.`,
    )
  const { who, name, pid } = here
  return new Refusal(
    'busy',
    who === 'collector'
      ? `A collector runs on ${file} already (process ${pid}). Stop it first, or name another database with DATABASE_URL.`
      : `\`farthing ${name}\` (process ${pid}) is writing to ${file}. Wait until it has ended.`,
  )
}
