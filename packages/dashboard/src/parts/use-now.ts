// One clock for everything that says "3 minutes ago", however many rows say it.
import { useSyncExternalStore } from 'react'

const TICK = 5_000
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const watchers = new Set<() => void>()

function watch(onTick: () => void): () => void {
  watchers.add(onTick)
  if (timer === undefined) now = Date.now()
  timer ??= setInterval(() => {
    now = Date.now()
    for (const watcher of watchers) watcher()
  }, TICK)
  return () => {
    watchers.delete(onTick)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

export function useNow(): number {
  return useSyncExternalStore(watch, () => now)
}
