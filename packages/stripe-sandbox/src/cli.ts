// The sandbox as a command: starts, prints where it is, and stops cleanly.
import { Command, InvalidArgumentError } from 'commander'
import { startSandbox } from './start-sandbox.ts'

function port(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('must be 0 to 65535.')
  return value
}

interface Flags {
  port: number
  host: string
  data?: string
}

async function serve(flags: Flags): Promise<void> {
  const sandbox = await startSandbox({
    port: flags.port,
    host: flags.host,
    ...(flags.data === undefined ? {} : { dataFile: flags.data }),
  })
  process.stdout.write(`Stripe sandbox: ${sandbox.url}\n`)
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('farthing-stripe-sandbox')
    .description("A stateful stand-in for Stripe's API, hosted pages and webhooks. No real money moves.")
    .option('--port <number>', 'where to listen', port, 4243)
    .option('--host <address>', 'which address to listen on', '127.0.0.1')
    .option('--data <file>', 'remember everything in this file')
    .action(serve)
  await program.parseAsync(argv)
}
