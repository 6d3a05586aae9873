// What each standing may do, and whether amounts are for its eyes.
import type { Standing } from '@farthing/contract'
import type { Viewer } from './viewer.ts'

export interface Access {
  /** Who may look, at least. */
  look: Standing
  /** Who may change something, at least. */
  change: Exclude<Standing, 'guest'>
  /** `people`: no token opens it. A token that makes tokens would never end. */
  to: 'everybody' | 'people'
}

const ranks: Readonly<Record<Standing, number>> = { guest: 0, viewer: 1, admin: 2, owner: 3 }

export const reaches = (standing: Standing, needed: Standing): boolean => ranks[standing] >= ranks[needed]

export const seesAmounts = (viewer: Viewer, standing: Standing): boolean =>
  !(standing === 'guest' && viewer.kind === 'guest' && viewer.link.hidesAmounts)
