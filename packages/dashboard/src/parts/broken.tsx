// The last resort: a page that could not be drawn or loaded.
import { Wordmark } from './coin.tsx'

export function Broken() {
  return (
    <main className="entrance">
      <div className="entrance-card">
        <Wordmark />
        <h1>This page could not be shown</h1>
        <p>Perhaps Farthing was updated while it was open. Your data is not affected.</p>
        <button type="button" className="button primary" onClick={() => window.location.reload()}>
          Reload
        </button>
      </div>
    </main>
  )
}
