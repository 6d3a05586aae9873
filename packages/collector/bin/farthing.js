#!/usr/bin/env node
// Starts the built command line.
import { withRoomForTheYoung } from '../dist/cli/young-space.js'

withRoomForTheYoung(process)
// Whoever reads may have had enough, as `head` has: the command goes on, and says the rest to nobody.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
  })
const { runCli } = await import('../dist/cli.js')
process.exitCode = await runCli(process.argv.slice(2))
// What still waits for the network then is durable: the next start goes on with it.
setTimeout(() => process.exit(), 1_000).unref()
