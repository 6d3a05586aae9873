// Stripe's API cannot be used, while its payment pages still work: the hardest kind of outage for us.
import type { Parts } from './story.ts'

export const stripeDown = ({ sandbox }: Parts): void => void sandbox.control.addFault({ kind: 'unavailable' })

export const stripeUp = ({ sandbox }: Parts): void => sandbox.control.clearFaults()
