// What lies below the fold is drawn when the browser has nothing better to do: first what is looked at first.
import { startTransition, useEffect, useState } from 'react'

/** Where what comes first is not there yet: then the rest is not kept back any longer. */
const PATIENCE_MS = 1_000
/** Of a browser that is never idle. */
const BUSY_MS = 300
/** What came first is on the screen, and may be pressed. */
const BREATH_MS = 50
/** Of a browser that does not tell when it is idle. */
const SOON_MS = 30

/** `ready`: what comes first is drawn. Once true it stays so. */
export function useLater(ready: boolean): boolean {
  const [later, setLater] = useState(false)
  useEffect(() => {
    if (later) return
    // In parts, so that a press in between is answered.
    const go = () => startTransition(() => setLater(true))
    let timer: ReturnType<typeof setTimeout> | undefined
    if (ready && 'requestIdleCallback' in window) {
      const idle = window.requestIdleCallback(
        () => {
          timer = setTimeout(go, BREATH_MS)
        },
        { timeout: BUSY_MS },
      )
      return () => {
        window.cancelIdleCallback(idle)
        clearTimeout(timer)
      }
    }
    timer = setTimeout(go, ready ? SOON_MS : PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [ready, later])
  return later
}
