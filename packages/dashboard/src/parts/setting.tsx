// One section of a page of settings: what it is about on the left, what can be done on the right.
import type { ReactNode } from 'react'

export function Setting({ title, about, children }: { title: string; about: ReactNode; children: ReactNode }) {
  return (
    <section className="setting" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <p>{about}</p>
      </header>
      <div className="card pad">{children}</div>
    </section>
  )
}
