// The sandbox's own time: the given clock, moved forward by the control API.

export interface Clock {
  /** Milliseconds. */
  now(): number
  advance(ms: number): void
  offset(): number
}

export function movableClock(source: () => number, offset = 0): Clock {
  let ahead = offset
  return {
    now: () => source() + ahead,
    advance: (ms) => {
      ahead += ms
    },
    offset: () => ahead,
  }
}
