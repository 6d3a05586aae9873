// Parts that are loaded each by itself and shown all at once: none pushes away another that is being read already.
import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { PanelSkeleton } from './skeletons.tsx'

interface Waiting {
  begin: () => void
  end: () => void
}

const noOne: Waiting = { begin: () => undefined, end: () => undefined }
const Waited = createContext(noOne)

/** Inside of `Together`: keeps everything back while `waiting`. */
export function useWaiting(waiting: boolean): void {
  const { begin, end } = useContext(Waited)
  useLayoutEffect(() => {
    if (!waiting) return
    begin()
    return end
  }, [waiting, begin, end])
}

export function Together({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false)
  const count = useRef(0)
  const waited = useMemo(
    (): Waiting => ({
      begin: () => {
        count.current += 1
      },
      end: () => {
        count.current -= 1
        if (count.current === 0) setShown(true)
      },
    }),
    [],
  )
  useEffect(() => {
    if (count.current === 0) setShown(true)
  }, [])
  return (
    <Waited value={waited}>
      {!shown && (
        <div role="status" className="together-bones">
          <span className="unseen">Loading</span>
          <PanelSkeleton rows={8} />
        </div>
      )}
      <div className={shown ? undefined : 'together-hidden'}>{children}</div>
    </Waited>
  )
}
