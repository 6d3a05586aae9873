// What every new object needs from the world that makes it.

export interface Birth {
  id(prefix: string): string
  /** Unix seconds. */
  readonly now: number
  readonly livemode: boolean
}
