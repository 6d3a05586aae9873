// A file that lies in memory, given out in pieces that end anywhere; and what a reader makes of one.
import { onTestFinished } from 'vitest'
import { openSorter, type Sorter } from '../../storage/sorter.ts'
import type { DayCount, ReadFile } from '../day-count.ts'
import type { NamedFile, Tell } from '../open-files.ts'

const PIECE = 7

export const fileOf = (name: string, text: string): NamedFile => ({
  name,
  open: async function* (tell: Tell = () => {}) {
    const bytes = Buffer.from(text)
    for (let from = 0; from < bytes.length; from += PIECE) {
      tell(from / bytes.length)
      yield bytes.subarray(from, from + PIECE)
    }
  },
})

type ReadBy<About> = (file: NamedFile, sorter: Sorter<About>, tell: Tell) => Promise<ReadFile>

/** As `ReadFile`, with all its days at once. */
export async function countsBy<About>(
  read: ReadBy<About>,
  file: NamedFile,
): Promise<Exclude<ReadFile, { kind: 'counts' }> | { kind: 'counts'; counts: DayCount[]; lines: number }> {
  const sorter = openSorter<About>()
  onTestFinished(() => sorter.close())
  const found = await read(file, sorter, () => {})
  if (found.kind !== 'counts') return found
  return { kind: 'counts', counts: [...found.days].flatMap(({ counts }) => counts), lines: found.lines }
}
