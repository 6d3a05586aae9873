// What runs before the code that draws is there: a script of its own, so that the first questions are on their way meanwhile.
import { askFirst } from './first-answers.ts'
import { createQueryClient } from './queries.ts'

export const client = createQueryClient()
export const answered = askFirst(client, window.location, Date.now)
