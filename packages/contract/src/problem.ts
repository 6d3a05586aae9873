// The one shape of every error that an HTTP route answers.
/** `message` is a sentence that tells the reader what to do. `code` is stable, for programs. */
export interface Problem {
  error: { code: string; message: string }
}
