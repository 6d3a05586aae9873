// `npm test`: every test there is, in every runner, and one closing line that sums them.
import { ensureChromium, ensureOtherEngines, ensurePostgres, MissingNeed } from './needs.ts'
import { playwright, playwrightConfigs, vitest } from './runners.ts'
import { closingLine, explanations, succeeded, type Tally, tallyOf } from './tally.ts'

const tallies: Tally[] = []
try {
  await ensurePostgres()
  await ensureChromium()
  await ensureOtherEngines()
  tallies.push(await vitest())
  for (const config of playwrightConfigs()) tallies.push(await playwright(config))
} catch (error) {
  if (!(error instanceof MissingNeed)) throw error
  console.error(`\n${error.message}`)
  tallies.push(tallyOf('setup', { passed: 0, failed: 1, skipped: 0 }, false))
}
for (const sentence of explanations(tallies)) console.error(sentence)
process.exitCode = succeeded(tallies) ? 0 : 1
console.log(`\n${closingLine(tallies)}`)
