// What every hosted page does with a request: its headers, its form, and whose records it is about.
import express, { type Request, type RequestHandler, type Response } from 'express'
import qs from 'qs'
import type { TableName, Tables } from '../world/model.ts'
import type { Mode } from '../world/place.ts'
import type { World } from '../world/world.ts'
import { notePage } from './page.ts'

const modes: readonly Mode[] = ['test', 'live']

export interface Found<T> {
  mode: Mode
  record: T
}

export function findIn<N extends TableName>(
  world: World,
  name: N,
  matches: (record: Tables[N]) => boolean,
): Found<Tables[N]> | undefined {
  for (const mode of modes) {
    const record = world.view(mode).all(name).find(matches)
    if (record !== undefined) return { mode, record }
  }
  return undefined
}

export function byId<N extends TableName>(world: World, name: N, id: string): Found<Tables[N]> | undefined {
  for (const mode of modes) {
    const record = world.view(mode).find(name, id)
    if (record !== undefined) return { mode, record }
  }
  return undefined
}

export const asPage: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  res.set(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
  )
  next()
}

export const formBody: RequestHandler = express.text({ type: () => true, limit: '64kb' })
export const formOf = (req: Request) => qs.parse(typeof req.body === 'string' ? req.body : '')

export const notFound = (res: Response, what: string) =>
  res.status(404).send(notePage('Not found', `There is no ${what} at this address.`))
