// How the bootstrap runs other programs, and that none of them outlives it.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
let handedOver = false

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
for (const signal of signals) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal)
    if (!handedOver) process.exit(128 + constants.signals[signal])
  })
}

/**
 * Runs quietly to the end. Answers the exit code and everything that was printed.
 * @returns {Promise<{ code: number | null, output: string }>} */
export function runQuietly(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    running.add(child)
    child.on('error', reject)
    child.on('close', (code) => {
      running.delete(child)
      resolve({ code, output })
    })
  })
}

/**
 * Hands the terminal over to the task and answers its exit code. Signals are passed on and the task decides what they
 * mean; the channel lets it notice when this process is killed in a way that cannot be passed on.
 */
export function hand(command, args, options) {
  handedOver = true
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    running.add(child)
    stopWithParent(child)
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code))
  })
}

/** npm, or the shell that it puts between, can be killed without a word to us. Started by hand we may outlive our shell. */
function stopWithParent(child) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 300)
  watch.unref()
}

/** The end of a long output: where the reason of a failure usually is. */
export function lastLines(output, count = 30) {
  return output.trimEnd().split('\n').slice(-count).join('\n')
}
