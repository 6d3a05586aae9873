// A table that goes sideways where there is no room for it.
import type { ReactNode } from 'react'

export function Sideways({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reachable by keyboard.
    <section className="sideways" tabIndex={0} aria-label={`${label}, scrolls sideways`}>
      {children}
    </section>
  )
}
