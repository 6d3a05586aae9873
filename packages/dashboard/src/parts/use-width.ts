// How wide an element is, also after the window changed.
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

export function useWidth<Kind extends HTMLElement>(): [RefObject<Kind | null>, number] {
  const box = useRef<Kind>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = () => setWidth(Math.round(element.clientWidth))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [box, width]
}
