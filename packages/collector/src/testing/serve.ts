// A collector as a process of its own, from its source, for tests that kill it. Prints its address.
import { readConfig } from '../config.ts'
import { startCollector } from '../main.ts'

const { url } = await startCollector(readConfig())
process.stdout.write(`${url}\n`)
