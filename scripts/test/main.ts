// `npm test`: every test there is, in every runner, and one closing line that sums them.
import { ensureChromium, ensureOtherEngines, ensurePostgres, MissingNeed } from './needs.ts'
import { playwright, playwrightConfigs, vitest } from './runners.ts'
import { closingLine, explanations, succeeded, type Tally, tallyOf } from './tally.ts'

const tallies: Tally[] = []
const started = Date.now()

/** A line after each runner: in CI the only one that it prints when all is well. */
function told(tally: Tally): Tally {
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(`${tally.runner}: ${closingLine([tally])} (${seconds} s since the start)`)
  return tally
}

try {
  await ensurePostgres()
  await ensureChromium()
  await ensureOtherEngines()
  tallies.push(told(await vitest()))
  for (const config of playwrightConfigs()) tallies.push(told(await playwright(config)))
} catch (error) {
  if (!(error instanceof MissingNeed)) throw error
  console.error(`\n${error.message}`)
  tallies.push(tallyOf('setup', { passed: 0, failed: 1, skipped: 0 }, false))
}
for (const sentence of explanations(tallies)) console.error(sentence)
process.exitCode = succeeded(tallies) ? 0 : 1
console.log(`\n${closingLine(tallies)}`)
