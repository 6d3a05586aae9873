// A button that shows a small panel: closes on Escape, on a click elsewhere, and when the focus leaves.
// Made by hand because the usual libraries add <style> elements, which the content security policy forbids.
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'

interface PopoverProps {
  label: ReactNode
  name: string
  align?: 'start' | 'end'
  children: (close: () => void) => ReactNode
}

export function Popover({ label, name, align = 'start', children }: PopoverProps) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = useCallback(() => {
    setOpen(false)
    trigger.current?.focus()
  }, [])
  useEffect(() => {
    const element = box.current
    if (!open || element === null) return
    const onAway = (target: EventTarget | null) => target instanceof Node && !element.contains(target) && setOpen(false)
    const onPointer = (event: PointerEvent) => onAway(event.target)
    const onFocusOut = (event: FocusEvent) => onAway(event.relatedTarget)
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close()
    document.addEventListener('pointerdown', onPointer)
    element.addEventListener('focusout', onFocusOut)
    element.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      element.removeEventListener('focusout', onFocusOut)
      element.removeEventListener('keydown', onKey)
    }
  }, [open, close])
  return (
    <div ref={box} className="popover">
      <button
        ref={trigger}
        type="button"
        className="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className="unseen">{name}: </span>
        {label}
        <Chevron />
      </button>
      <div id={id} className={`popover-panel ${align}`} hidden={!open}>
        {open && children(close)}
      </div>
    </div>
  )
}

export function Chevron() {
  return (
    <svg className="chevron" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d="M2.5 4.5 6 8l3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  )
}
