// How a new site is named: random, and only letters and digits, so that it can be read aloud and typed.
import { randomBytes } from 'node:crypto'

export const newSiteId = (): string => `site_${randomBytes(8).toString('hex')}`
