// How much memory V8 lets the collector fill before it looks for what is still needed.
//
// What a message leaves behind is garbage once it is answered. With Node's default, the space for what is new is collected so often
// that messages still on their way are copied each time, which was a fifth of all CPU (docs/adr/0016).

/** https://nodejs.org/docs/latest-v24.x/api/cli.html#--max-semi-space-sizesize-in-mib, in MiB. */
const flags = ['--min-semi-space-size=16', '--max-semi-space-size=64']

type Process = Pick<NodeJS.Process, 'argv' | 'execArgv' | 'execPath' | 'env' | 'connected'> & {
  execve?: NodeJS.Process['execve'] | undefined
}

/**
 * Takes effect only from the start of a process: `serve` starts again in its own place, under the same process id. Where that cannot
 * be done (Windows, an older Node, a parent that talks to us), or where somebody has chosen a size, it goes on as it is.
 */
export function withRoomForTheYoung({ argv, execArgv, execPath, env, execve, connected }: Process): void {
  const [, script, command] = argv
  const chosen = [...execArgv, env.NODE_OPTIONS ?? ''].some((flag) => flag.includes('semi-space-size'))
  if (command !== 'serve' || script === undefined || chosen || connected || !execve) return
  execve(execPath, [execPath, ...execArgv, ...flags, script, ...argv.slice(2)], env)
}
