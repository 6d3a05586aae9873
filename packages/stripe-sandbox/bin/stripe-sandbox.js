#!/usr/bin/env node
// Starts the built command.
import { main } from '../dist/cli.js'

main(process.argv).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
