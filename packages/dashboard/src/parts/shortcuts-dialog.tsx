// Which key does what, and the way to turn them off: a key alone can get in the way of speech input.
import { shortcuts } from '../shortcuts.ts'
import { Modal } from './modal.tsx'

interface ShortcutsDialogProps {
  on: boolean
  turn: (on: boolean) => void
  close: () => void
}

export function ShortcutsDialog({ on, turn, close }: ShortcutsDialogProps) {
  return (
    <Modal title="Keyboard shortcuts" close={close}>
      <dl className="shortcuts">
        {shortcuts.map(({ keys, what }) => (
          <div key={keys}>
            <dt>
              {keys
                .split(' ')
                .map((key) =>
                  key.length === 1 && key !== '·' && key !== '–' ? <kbd key={key}>{key}</kbd> : ` ${key} `,
                )}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={on} onChange={({ target }) => turn(target.checked)} />
        Use these keys in this browser
      </label>
    </Modal>
  )
}
