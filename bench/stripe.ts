// The stand-in for Stripe as a process of its own, with so many sales in its books: prints where it is.
import { startSandbox } from '@farthing/stripe-sandbox'

const sales = Number(process.argv[2] ?? 0)
const sandbox = await startSandbox({ seed: 1 })
for (let sale = 0; sale < sales; sale++) sandbox.control.scenario('S1', { amount: 1_000 + (sale % 100) })
console.log(JSON.stringify({ url: sandbox.url }))
process.on('SIGTERM', () => void sandbox.close().then(() => process.exit(0)))
