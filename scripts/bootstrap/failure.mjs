// An expected failure: its message is a sentence that says what to do, and is all that the reader gets to see.
export class Failure extends Error {
  /** @override */
  name = 'Failure'
}
