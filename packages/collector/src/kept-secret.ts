// The master secret of an installation that was given none: made once, kept in the data folder, for its owner's eyes only.
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export function keptSecret(dataFolder: string): string {
  const file = join(dataFolder, 'secret')
  const kept = read(file)
  if (kept !== null) return kept
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  // Written aside and linked: of two processes that start at once, one wins, and none ever reads half a secret.
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, `${newSecret()}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(aside, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(aside)
  }
  return keptSecret(dataFolder)
}

export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Whether this secret is the one in the data folder's file, and not one of the environment. */
export const isKept = (dataFolder: string, secret: string): boolean => read(join(dataFolder, 'secret')) === secret

/**
 * Puts another secret into the file once `rewrap` has succeeded. It lies beside it, in `secret.new`, before that begins:
 * a machine that stops in between loses no key.
 */
export async function replaceKept(dataFolder: string, secret: string, rewrap: () => Promise<void>): Promise<void> {
  const file = join(dataFolder, 'secret')
  const aside = `${file}.new`
  writeFileSync(aside, `${secret}\n`, { mode: 0o600, flush: true })
  try {
    await rewrap()
  } catch (error) {
    rmSync(aside)
    throw error
  }
  renameSync(aside, file)
}

function read(file: string): string | null {
  try {
    const secret = readFileSync(file, 'utf8').trim()
    if (secret === '')
      throw new Error(
        `${file} is empty. Put the secret of this installation back, or remove the file if there is none.`,
      )
    return secret
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code
