// The body of a request as text, or why there is none.
import type { IncomingMessage } from 'node:http'

export type Body = { kind: 'text'; text: string } | { kind: 'too_large' } | { kind: 'encoded' }

/** A sender that goes on after it was refused gets this much patience, so that it can read the refusal. */
const MOST_DISCARDED = 16 * 1024 * 1024

/** `done` is not called when the sender goes away. */
export function readBody(req: IncomingMessage, limit: number, done: (body: Body) => void): void {
  const encoding = req.headers['content-encoding']
  const isEncoded = encoding !== undefined && encoding !== 'identity'
  const isTooLarge = Number(req.headers['content-length'] ?? 0) > limit
  if (isEncoded || isTooLarge) refuse(req, { kind: isEncoded ? 'encoded' : 'too_large' }, done)
  else collect(req, limit, done)
}

function collect(req: IncomingMessage, limit: number, done: (body: Body) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  const take = (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) {
      chunks.push(chunk)
      return
    }
    req.off('data', take).off('end', end)
    refuse(req, { kind: 'too_large' }, done)
  }
  const end = () => done({ kind: 'text', text: textOf(chunks) })
  // An error here is a connection that broke: nobody is left to answer.
  req
    .on('data', take)
    .on('end', end)
    .on('error', () => undefined)
}

/** Answered at once; what still comes is thrown away. */
function refuse(req: IncomingMessage, why: Body, done: (body: Body) => void): void {
  let discarded = 0
  req
    .on('data', (chunk: Buffer) => {
      discarded += chunk.length
      if (discarded > MOST_DISCARDED) req.destroy()
    })
    .on('error', () => undefined)
  done(why)
}

const textOf = (chunks: readonly Buffer[]): string =>
  chunks.length === 1 && chunks[0] ? chunks[0].toString() : Buffer.concat(chunks).toString()
