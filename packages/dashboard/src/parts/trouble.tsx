// What is said when something failed: what happened, in the collector's words, and a way to try again.
import { ApiError } from '../api.ts'
import { PasskeyError } from '../passkeys.ts'

export function messageOf(error: unknown): string {
  if (error instanceof ApiError || error instanceof PasskeyError) return error.message
  return 'Something unexpected happened in the dashboard. Reload the page.'
}

export function Trouble({ error, title, retry }: { error: unknown; title: string; retry: () => void }) {
  return (
    <div className="trouble" role="alert">
      <strong>{title}</strong>
      <p>{messageOf(error)}</p>
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
    </div>
  )
}

/** Old figures stay on the screen; this line says that they are old. */
export function Stale({ error }: { error: unknown }) {
  return (
    <p className="stale" role="status">
      Not up to date: {messageOf(error)} Trying again by itself.
    </p>
  )
}
