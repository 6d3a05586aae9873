// The one shape of every error that an HTTP route answers.
import { z } from 'zod'
export const problemSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) }).meta({
  id: 'Problem',
  description: '`message` is a sentence that tells the reader what to do. `code` is stable, for programs.',
})
export type Problem = z.infer<typeof problemSchema>
