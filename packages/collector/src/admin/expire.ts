// What the admin room forgets by itself: logins, guests, invitations and challenges when they end, the trace of changes after two years.
import type { Storage } from '../storage/open.ts'
import { deleteExpired } from './login-store.ts'

const AUDIT_KEPT_MS = 2 * 365 * 24 * 60 * 60 * 1000

export const forgetExpired = (storage: Storage, now: number): Promise<void> =>
  storage.write((trx) => deleteExpired(trx, now, now - AUDIT_KEPT_MS))
