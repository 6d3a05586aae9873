// The file of the copy in columns: who else has it, and how it goes.
import { rmSync } from 'node:fs'

/** Another process holds it: that one keeps it (https://duckdb.org/docs/stable/connect/concurrency). */
export const isInUse = (error: unknown): boolean => error instanceof Error && /lock/i.test(error.message)

export function removeCopy(file: string): void {
  for (const end of ['', '.wal']) rmSync(file + end, { force: true })
}
