// Folders that a test can fill up or make unwritable, in the way of the operating system and not of the database.
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TroubledDisk {
  folder: string
  /** From now on the process cannot write there. */
  start(pid: number): void
  /** The trouble is over. */
  end(pid: number): void
  remove(): void
}

export interface TroubledDiskKind {
  name: string
  /** How SQLite says it. */
  code: RegExp
  make(): TroubledDisk
}

const run = (command: string, ...args: string[]) => void execFileSync(command, args, { stdio: 'pipe' })
const newFolder = () => mkdtempSync(join(tmpdir(), 'farthing-disk-'))
const isPossible = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** A file system in memory of a few megabytes. Needs the right to mount one. */
function smallFileSystem(): TroubledDisk {
  const folder = newFolder()
  run('mount', '-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder)
  const ballast = join(folder, 'ballast')
  return {
    folder,
    start: () => fill(ballast),
    end: () => rmSync(ballast),
    remove: () => {
      // Lazily: a thread that reads may be about to close its files.
      run('umount', '--lazy', folder)
      rmSync(folder, { recursive: true })
    },
  }
}

function fill(file: string): void {
  const page = Buffer.alloc(4_096, 1)
  const open = openSync(file, 'w')
  try {
    for (;;) writeSync(open, page)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(open)
  }
}

/** The database's files cannot be changed any more, not even by who has them open (`chattr +i`). Needs root, and ext4, XFS or Btrfs. */
function frozenFiles(): TroubledDisk {
  const folder = newFolder()
  // Not the index of the log, which is shared memory: on a disk that is mounted read-only its pages may still be changed.
  const files = () => readdirSync(folder).flatMap((name) => (/\.sqlite(-wal)?$/.test(name) ? [join(folder, name)] : []))
  const thaw = () => run('chattr', '-i', ...files())
  return {
    folder,
    start: () => run('chattr', '+i', ...files()),
    end: thaw,
    remove: () => {
      thaw()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The kernel lets the process write no file beyond so many bytes (RLIMIT_FSIZE): a quota, which everybody may set for their own. */
const limitedFiles = (bytesLeft: (folder: string) => number) => (): TroubledDisk => {
  const folder = newFolder()
  return {
    folder,
    start: (pid) => run('prlimit', '--pid', String(pid), `--fsize=${bytesLeft(folder)}:`),
    end: (pid) => run('prlimit', '--pid', String(pid), '--fsize=unlimited:'),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

const ROOM = 64 * 1024
const aLittleMore = (folder: string) => statSync(join(folder, 'farthing.sqlite-wal')).size + ROOM

function mayMount(): boolean {
  const folder = newFolder()
  const may = isPossible('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder)
  if (may) run('umount', folder)
  rmSync(folder, { recursive: true })
  return may
}

function mayFreeze(): boolean {
  const folder = newFolder()
  const may = isPossible('chattr', '+i', folder)
  if (may) run('chattr', '-i', folder)
  rmSync(folder, { recursive: true })
  return may
}

/** The quotas work everywhere; where this machine allows it, the real thing too. */
export const troubledDisks = (): TroubledDiskKind[] => [
  ...(mayMount() ? [{ name: 'a full disk', code: /SQLITE_FULL/, make: smallFileSystem }] : []),
  ...(mayFreeze() ? [{ name: 'a disk that became read-only', code: /SQLITE_IOERR_WRITE/, make: frozenFiles }] : []),
  { name: 'a quota that is used up', code: /SQLITE_IOERR_WRITE/, make: limitedFiles(aLittleMore) },
  { name: 'a quota of nothing', code: /SQLITE_IOERR_WRITE/, make: limitedFiles(() => 0) },
]
