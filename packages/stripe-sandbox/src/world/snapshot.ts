// Keeps the world in one JSON file: written aside and renamed, so that a crash leaves the old or the new one, never half.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Delivery } from '../webhooks/delivery.ts'
import type { WorldJson } from './world.ts'

export interface Snapshot {
  format: 2
  random: number
  clock_offset: number
  world: WorldJson
  deliveries: Delivery[]
}

export function loadSnapshot(path: string): Snapshot | undefined {
  if (!existsSync(path)) return undefined
  const read = JSON.parse(readFileSync(path, 'utf8')) as Snapshot
  if (read.format !== 2)
    throw new Error(`${path} was written by another version of the sandbox; move it away to start anew.`)
  return read
}

export interface Saver {
  /** Soon, once for many changes. */
  touch(): void
  /** Now. */
  flush(): void
}

const quietMs = 200

export function createSaver(path: string | undefined, take: () => Snapshot): Saver {
  let timer: NodeJS.Timeout | undefined
  const write = () => {
    clearTimeout(timer)
    timer = undefined
    if (path === undefined) return
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, JSON.stringify(take()))
    renameSync(`${path}.new`, path)
  }
  return {
    touch: () => {
      if (path === undefined || timer !== undefined) return
      timer = setTimeout(write, quietMs)
      timer.unref()
    },
    flush: write,
  }
}
