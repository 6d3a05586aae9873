// Which notices are wanted: a tick for each, and one for leaving out the amounts.
import type { NoticeKind } from '@farthing/contract'
import { noticeKinds, noticeWords } from '../notice-words.ts'
import { Tick } from './tick.tsx'

export interface Wanted {
  kinds: NoticeKind[]
  hidesAmounts: boolean
}

interface NoticeKindsProps {
  /** As in "Email me". */
  legend: string
  wanted: Wanted
  onChange: (wanted: Wanted) => void
  disabled?: boolean
}

export function NoticeKinds({ legend, wanted, onChange, disabled = false }: NoticeKindsProps) {
  const toggle = (kind: NoticeKind) =>
    onChange({
      ...wanted,
      kinds: noticeKinds.filter((one) => (one === kind) !== wanted.kinds.includes(one)),
    })
  return (
    <fieldset className="ticks" disabled={disabled}>
      <legend>{legend}</legend>
      {noticeKinds.map((kind) => (
        <Tick
          key={kind}
          label={noticeWords[kind].title}
          hint={noticeWords[kind].when}
          checked={wanted.kinds.includes(kind)}
          onChange={() => toggle(kind)}
        />
      ))}
      <Tick
        label="Without amounts"
        hint="Counts of payments and visitors, and no sums."
        checked={wanted.hidesAmounts}
        onChange={() => onChange({ ...wanted, hidesAmounts: !wanted.hidesAmounts })}
      />
    </fieldset>
  )
}
