// `npm test`: every test there is, in every runner, and one closing line that sums them.
import { ensureChromium, ensurePostgres, MissingNeed } from './needs.ts'
import { playwright, playwrightConfigs, vitest } from './runners.ts'
import { closingLine, idleRunners, succeeded, type Tally } from './tally.ts'

const tallies: Tally[] = []
try {
  await ensurePostgres()
  await ensureChromium()
  tallies.push(await vitest())
  for (const config of playwrightConfigs()) tallies.push(await playwright(config))
} catch (error) {
  if (!(error instanceof MissingNeed)) throw error
  console.error(`\n${error.message}`)
  tallies.push({ runner: 'setup', passed: 0, failed: 1, skipped: 0 })
}
for (const runner of idleRunners(tallies)) console.error(`${runner} ran no test, which counts as a failure.`)
process.exitCode = succeeded(tallies) ? 0 : 1
console.log(`\n${closingLine(tallies)}`)
