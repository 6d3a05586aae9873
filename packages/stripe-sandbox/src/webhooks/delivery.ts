// What is to be sent to which endpoint, and how each attempt went.
import type { Mode } from '../world/place.ts'

export interface AttemptRecord {
  /** Milliseconds, wall clock. */
  at: number
  status: number | null
  error: string | null
  duration_ms: number
}

export interface Delivery {
  id: string
  event: string
  type: string
  endpoint: string
  url: string
  mode: Mode
  /** The connected account that it happened on. */
  account?: string
  state: 'delivered' | 'dropped' | 'failed' | 'pending'
  attempts: AttemptRecord[]
}

export const isTaken = (attempt: AttemptRecord) =>
  attempt.status !== null && attempt.status >= 200 && attempt.status < 300
