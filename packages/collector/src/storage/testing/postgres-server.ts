// A real PostgreSQL for the tests: FARTHING_TEST_POSTGRES, or a server of their own that lives as long as they do.
import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export function setup(project: TestProject): (() => void) | undefined {
  const given = process.env.FARTHING_TEST_POSTGRES
  if (given) {
    project.provide('postgresUrl', given)
    return undefined
  }
  const bin = findServer()
  const folder = mkdtempSync(join(tmpdir(), 'farthing-postgres-'))
  const asServer = serverUser(folder)
  const run = (program: string, args: string[]) =>
    execFileSync(join(bin, program), args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], ...asServer })

  run('initdb', ['-D', join(folder, 'data'), '-U', 'farthing', '--auth=trust', '-E', 'UTF8', '--locale=C'])
  // Sockets only: nothing else on the machine can reach it. Durability is tested elsewhere, so no fsync here.
  const options = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off -c max_connections=200`
  run('pg_ctl', ['-D', join(folder, 'data'), '-o', options, '-l', join(folder, 'log'), '-w', 'start'])
  project.provide('postgresUrl', `postgres://farthing@/postgres?host=${encodeURIComponent(folder)}`)
  return () => {
    run('pg_ctl', ['-D', join(folder, 'data'), '-m', 'immediate', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  }
}

function findServer(): string {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')))
  if (found) return found
  throw new Error(
    'The tests need a PostgreSQL server: install one (Debian: apt-get install postgresql), or set FARTHING_TEST_POSTGRES to the URL of one.',
  )
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function serverUser(folder: string): { uid: number; gid: number } | Record<string, never> {
  if (userInfo().uid !== 0) return {}
  const uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }))
  const gid = Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8' }))
  chownSync(folder, uid, gid)
  return { uid, gid }
}
