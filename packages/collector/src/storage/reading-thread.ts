// The other side of `report-reader.ts`: a thread with a reading connection of its own, which answers one query after the other.
import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import type { Answer, Question } from './report-reader.ts'

const MOST_PREPARED = 200

const database = new SQLite(String(workerData), { timeout: 5_000 })
database.pragma('query_only = ON')
// Reports read more than views do: what was read once stays in memory.
database.pragma('cache_size = -65536')
const prepared = new Map<string, SQLite.Statement>()

function statement(text: string): SQLite.Statement {
  const known = prepared.get(text)
  if (known) return known
  if (prepared.size >= MOST_PREPARED) prepared.clear()
  const made = database.prepare(text)
  prepared.set(text, made)
  return made
}

function answer({ id, text, values }: Question): Answer {
  try {
    return { id, rows: statement(text).all(values) }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { id, failed: code === undefined ? { message } : { message, code } }
  }
}

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)))
