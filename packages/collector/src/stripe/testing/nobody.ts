// A reader of nobody: no site hashes an address, and none has names of its own.
import type { Reader } from '../redact.ts'

export const nobody: Reader = { hashesOf: () => [], keyOf: () => null }
