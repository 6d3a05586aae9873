// `npm run e2e`: only the stories in the browser. Further words are handed to Playwright: `npm run e2e -- crash --headed`.
import { ensureChromium, MissingNeed } from './needs.ts'
import { playwright } from './runners.ts'
import { closingLine, succeeded } from './tally.ts'

try {
  await ensureChromium()
  const tally = await playwright('playwright.config.ts', process.argv.slice(2))
  process.exitCode = succeeded([tally]) ? 0 : 1
  console.log(`\n${closingLine([tally])}`)
} catch (error) {
  if (!(error instanceof MissingNeed)) throw error
  console.error(`\n${error.message}`)
  process.exitCode = 1
}
