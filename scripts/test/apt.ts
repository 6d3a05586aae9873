// Installs a Debian package where that is possible: as root, or through a sudo that asks for no password.
import { spawnSync } from 'node:child_process'
import { userInfo } from 'node:os'
import { run } from './run.ts'

const works = (command: string, args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

function asRoot(): string[] | null {
  if (userInfo().uid === 0) return []
  return works('sudo', ['-n', 'true']) ? ['sudo', '-n'] : null
}

/** Answers whether the package is there afterwards. */
export async function aptInstall(name: string): Promise<boolean> {
  const before = asRoot()
  if (!before || !works('apt-get', ['--version'])) return false
  const apt = async (...args: string[]) => {
    const [command = '', ...rest] = [...before, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args]
    return (await run(command, rest, { log: `apt-${args[0]}-${name}`, minutes: 10 })) === 0
  }
  const install = () => apt('install', '-y', '--no-install-recommends', name)
  console.log(`Installing ${name} with apt-get`)
  return (await install()) || ((await apt('update')) && (await install()))
}
