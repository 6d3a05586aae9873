// A reason not to start, or to stop, that the reader can do something about. The message is all that is shown.
export class Trouble extends Error {
  override readonly name = 'Trouble'
}
