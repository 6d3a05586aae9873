// What was started is stopped in reverse order, once, whoever asks.
type Closing = () => Promise<void> | void

export interface Running {
  add(close: Closing): void
  stop(): Promise<void>
}

export function running(): Running {
  const closings: Closing[] = []
  let stopping: Promise<void> | null = null
  const stopAll = async () => {
    for (const close of closings.reverse()) await close()
  }
  return {
    add: (close) => void closings.push(close),
    stop: () => {
      stopping ??= stopAll()
      return stopping
    },
  }
}
