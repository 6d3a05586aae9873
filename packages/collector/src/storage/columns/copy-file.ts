// The file of the copy in columns: who else has it, and how it goes.
import { renameSync, rmSync } from 'node:fs'
import type { Columns } from './duckdb.ts'

/** Another process holds it: that one keeps it (https://duckdb.org/docs/stable/connect/concurrency). */
export const isInUse = (error: unknown): boolean => error instanceof Error && /lock/i.test(error.message)

export function removeCopy(file: string): void {
  for (const end of ['', '.wal']) rmSync(file + end, { force: true })
}

/** `write` is told where, and leaves the old one closed. When it ends in between there is none, and it is built from the rows. */
export async function replaceCopy(file: string, write: (anew: string) => Promise<void>): Promise<void> {
  const anew = `${file}.new`
  removeCopy(anew)
  await write(anew)
  removeCopy(file)
  renameSync(anew, file)
}

/** What the tables say, in another file. */
export async function writeAnew(columns: Columns, file: string, progress: string): Promise<void> {
  const [found] = await columns.rows('select current_database() as name')
  await columns.run(`attach '${file.replaceAll("'", "''")}' as anew`)
  await columns.run(`copy from database "${found?.name}" to anew`)
  await columns.run('update anew.copied set progress = $1', [progress])
  await columns.run('detach anew')
}
