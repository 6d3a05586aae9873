// What lies below the fold of the overview: where it came from, and each payment.
import { Panels } from './panels.tsx'
import { Payments } from './payments.tsx'
import type { Shown } from './use-view.ts'

export function Below(shown: Shown) {
  return (
    <>
      <Panels {...shown} />
      <Payments site={shown.site} view={shown.view} />
    </>
  )
}
