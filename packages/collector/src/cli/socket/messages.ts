// What a command and the process that has the database say to each other: one JSON text on each line.
import { z } from 'zod'

/** Who has the database, said to everybody who knocks. */
const here = z.object({
  says: z.literal('here'),
  who: z.enum(['collector', 'command']),
  /** `serve`, or of the command: `site add`. */
  name: z.string(),
  pid: z.number(),
  version: z.string(),
})

const command = z.object({
  says: z.literal('command'),
  name: z.string(),
  /** What stands after `farthing`. */
  words: z.array(z.string()),
  /** Where the files that the words name are looked for. */
  folder: z.string(),
})

const line = z.string()
const fromHolder = z.discriminatedUnion('says', [
  here,
  z.object({ says: z.literal('out'), line }),
  z.object({ says: z.literal('error'), line }),
  z.object({ says: z.literal('progress'), line }),
  /** The command wants what comes on standard input. */
  z.object({ says: z.literal('input') }),
  z.object({ says: z.literal('done'), code: z.number() }),
])
const fromCaller = z.discriminatedUnion('says', [command, z.object({ says: z.literal('input'), text: z.string() })])

export type Here = z.infer<typeof here>
export type AskedCommand = z.infer<typeof command>
export type FromHolder = z.infer<typeof fromHolder>
export type FromCaller = z.infer<typeof fromCaller>

export const lineOf = (message: FromHolder | FromCaller): string => `${JSON.stringify(message)}\n`

/** Undefined: not understood. */
export const heardFromHolder = (text: string): FromHolder | undefined => heard(fromHolder, text)
export const heardFromCaller = (text: string): FromCaller | undefined => heard(fromCaller, text)

function heard<Message>(schema: z.ZodType<Message>, text: string): Message | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Texts in whatever pieces they come, out in whole lines. Nothing but a line feed ends one: a JSON text may hold the others. */
export function inLines(onLine: (line: string) => void): (piece: string) => void {
  let begun: string[] = []
  return (piece) => {
    const [first = '', ...others] = piece.split('\n')
    begun.push(first)
    for (const other of others) {
      onLine(begun.join(''))
      begun = [other]
    }
  }
}
