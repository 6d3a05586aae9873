// How each form of the settings ends: what went wrong, the button, and whether it is saved.
import { Failed } from './loaded.tsx'

interface Saving {
  /** A mutation, as far as it matters here. */
  change: { error: Error | null; isPending: boolean; isSuccess: boolean }
  /** What the button says. */
  action: string
  done?: string
  look?: 'button' | 'button primary'
  disabled?: boolean
}

export function SaveRow({ change, action, done = 'Saved', look = 'button', disabled = false }: Saving) {
  return (
    <>
      <Failed error={change.error} />
      <div className="actions">
        <button type="submit" className={look} disabled={change.isPending || disabled}>
          {action}
        </button>
        <span role="status" className="saved">
          {change.isSuccess ? done : ''}
        </span>
      </div>
    </>
  )
}
