// Starts a thread of this folder, which alone is no reason for the process to live on.
import { Worker } from 'node:worker_threads'

/** `file`: what it works on. */
export function startThread(name: 'reading-thread' | 'checkpoint-thread', file: string): Worker {
  // Packed, the files beside this one are JavaScript; in the sources, they are what Node strips of its types.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const thread = new Worker(new URL(`./${name}.${extension}`, import.meta.url), { workerData: file })
  thread.unref()
  return thread
}
