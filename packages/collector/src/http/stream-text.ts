// Sends a long text or file as it is made: no more of it is held than one part, and no faster than it is taken.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'

export const streamText = (res: Response, parts: Iterable<string> | AsyncIterable<string>): Promise<void> =>
  streamBytes(res, Readable.from(parts))

/** Resolves when all of it is sent, or when whoever asked has gone: that is their right. */
export async function streamBytes(res: Response, bytes: Readable): Promise<void> {
  try {
    await pipeline(bytes, res)
  } catch (error) {
    if (isGone(error)) return
    throw error
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
