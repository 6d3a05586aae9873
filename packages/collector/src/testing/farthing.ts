// The command line as a process of its own, from its source: what bin/farthing.js does with the built one.
import { runCli } from '../cli.ts'

process.exitCode = await runCli(process.argv.slice(2))
