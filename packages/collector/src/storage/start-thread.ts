// Starts a thread of this folder, which alone is no reason for the process to live on.
import { Worker } from 'node:worker_threads'

type Thread = 'reading-thread' | 'checkpoint-thread' | 'backup-thread'

/** `work`: the file that it works on, or what else it is to know. */
export function startThread(name: Thread, work: string | object): Worker {
  // Packed, the files beside this one are JavaScript; in the sources, they are what Node strips of its types.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const thread = new Worker(new URL(`./${name}.${extension}`, import.meta.url), { workerData: work })
  thread.unref()
  return thread
}
