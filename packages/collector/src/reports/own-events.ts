// Which events are the owner's: what the script reports for itself, that a page asked for a side of a split test, is no goal of anybody.
import { sql } from 'kysely'

export const isOwnEvent = sql<boolean>`event.name <> '$exposure'`
