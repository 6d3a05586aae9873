// What the doctor finds: whether each part of the way from visit to money works, and what to do where it does not.

export type FindingLevel = 'ok' | 'warning' | 'problem'
export type FindingArea = 'collector' | 'tracking' | 'key' | 'webhook' | 'payments'

export interface Finding {
  /** Stable, for programs: `database`, `signatures`, `path:payment_link`, … */
  id: string
  area: FindingArea
  level: FindingLevel
  /** What is the case. */
  sentence: string
  /** What to do about it; null when nothing is to be done. */
  todo: string | null
  /** Code or an address to paste, where that is what helps. */
  snippet: string | null
}

/** `GET /api/sites/:id/doctor` */
export interface DoctorReport {
  siteId: string
  siteName: string
  at: number
  version: string
  /** The worst of its findings. */
  level: FindingLevel
  findings: Finding[]
}
