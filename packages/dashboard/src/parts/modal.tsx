// A dialog over the page: the browser's own, which keeps the focus inside and closes on Escape.
import { type ReactNode, useEffect, useId, useRef } from 'react'

export function Modal({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = box.current
    if (dialog === null || dialog.open) return
    dialog.showModal()
    return () => dialog.close()
  }, [])
  return (
    <dialog ref={box} className="modal" aria-labelledby={id} onClose={close} onCancel={close}>
      <header>
        <h2 id={id}>{title}</h2>
        <button type="button" className="button quiet small" aria-label="Close" onClick={close}>
          ×
        </button>
      </header>
      {children}
    </dialog>
  )
}
