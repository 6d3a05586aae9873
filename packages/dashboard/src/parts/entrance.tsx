// The quiet page around setup and login, and what it says when neither is possible.
import type { ReactNode } from 'react'
import { Wordmark } from './coin.tsx'
import { Trouble } from './trouble.tsx'

export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="entrance">
      <title>{`${title} · Farthing`}</title>
      <div className="entrance-card">
        <Wordmark />
        <h1>{title}</h1>
        {children}
      </div>
      <p className="entrance-foot">Which visit earned each payment, to the cent.</p>
    </main>
  )
}

export function SetupNeeded() {
  return (
    <Entrance title="Almost there">
      <p>This collector has no owner yet. Open the setup link that it printed when it started; it looks like this:</p>
      <pre className="sample">
        <code>{`${window.location.origin}/setup?token=…`}</code>
      </pre>
      <p className="hint">
        Link gone? Start the collector again: it prints the link until an owner exists. Only the one who can read its
        output can become the owner.
      </p>
      <button type="button" className="button wide" onClick={() => window.location.reload()}>
        Look again
      </button>
    </Entrance>
  )
}

export function EntranceTrouble({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Entrance title="No answer">
      <Trouble error={error} title="The dashboard could not be loaded" retry={retry} />
    </Entrance>
  )
}
