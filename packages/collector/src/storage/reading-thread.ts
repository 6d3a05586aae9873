// The other side of `report-reader.ts`: a thread with reading connections of its own, which answers one query after the other.
import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import { ColumnKeeper } from './columns/keeper.ts'
import type { Answer, Question } from './report-reader.ts'

const MOST_PREPARED = 200

const file = String(workerData)
const database = openRows(65_536)
const prepared = new Map<string, SQLite.Statement>()
const keeper = new ColumnKeeper({
  file: `${file.replace(/\.sqlite$/, '')}.columns`,
  openRows: () => openRows(16_384),
  onBuilt: () => parentPort?.postMessage({ built: true } satisfies Answer),
  onTrouble: (error) => parentPort?.postMessage({ trouble: messageOf(error) } satisfies Answer),
})

/** Reports read more than views do: what was read once stays in memory. */
function openRows(cacheKb: number): SQLite.Database {
  const opened = new SQLite(file, { timeout: 5_000 })
  opened.pragma('query_only = ON')
  opened.pragma(`cache_size = -${cacheKb}`)
  return opened
}

function statement(text: string): SQLite.Statement {
  const known = prepared.get(text)
  if (known) return known
  if (prepared.size >= MOST_PREPARED) prepared.clear()
  const made = database.prepare(text)
  prepared.set(text, made)
  return made
}

/** Rows are read at once; the copy is asked in turn. */
async function answerTo(question: Question): Promise<unknown[]> {
  if (question.of === 'rows') return statement(question.text).all(question.values)
  if (question.of === 'columns') return await keeper.ask(question.text, question.values)
  if (question.of === 'current') return [await keeper.isCurrent()]
  if (question.of === 'followed') return [await keeper.followed()]
  if (question.of === 'close') {
    await keeper.close()
    parentPort?.close()
    return []
  }
  keeper.keep(question.dimensions)
  return []
}

const messageOf = (error: unknown): { message: string; code?: string } => {
  const { message, code } = error as Error & { code?: string }
  return code === undefined ? { message } : { message, code }
}

parentPort?.on('message', (question: Question) => {
  const { id } = question
  answerTo(question).then(
    (rows) => parentPort?.postMessage({ id, rows } satisfies Answer),
    (error: unknown) => parentPort?.postMessage({ id, failed: messageOf(error) } satisfies Answer),
  )
})
