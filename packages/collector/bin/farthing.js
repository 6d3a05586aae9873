#!/usr/bin/env node
// Starts the built command line.
import { runCli } from '../dist/cli.js'

process.exitCode = await runCli(process.argv.slice(2))
