// A queue per name with a few workers each: keeps the order of what is sent to one endpoint without letting it hold up another.

export interface Lanes {
  add(name: string, work: () => Promise<void>): void
  idle(): Promise<void>
  clear(): void
}

interface Lane {
  waiting: Array<() => Promise<void>>
  busy: number
}

export function createLanes(workers: number): Lanes {
  const lanes = new Map<string, Lane>()
  let waiters: Array<() => void> = []
  const isIdle = () => [...lanes.values()].every((lane) => lane.busy === 0 && lane.waiting.length === 0)
  const next = (lane: Lane) => {
    while (lane.busy < workers) {
      const work = lane.waiting.shift()
      if (work === undefined) break
      lane.busy += 1
      const done = () => {
        lane.busy -= 1
        next(lane)
      }
      work().then(done, done)
    }
    if (!isIdle()) return
    for (const resolve of waiters) resolve()
    waiters = []
  }
  return {
    add: (name, work) => {
      const lane = lanes.get(name) ?? { waiting: [], busy: 0 }
      lanes.set(name, lane)
      lane.waiting.push(work)
      next(lane)
    },
    idle: () =>
      isIdle()
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiters.push(resolve)
          }),
    clear: () => {
      for (const lane of lanes.values()) lane.waiting = []
    },
  }
}
