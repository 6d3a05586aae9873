// The browser script: compressed once, the same bytes for everybody who asks for the same.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Door } from './front-door.ts'
import { requestIdOf } from './request-log.ts'

export interface Script {
  etag: string
  bodies: Record<'br' | 'gzip' | 'identity', Buffer>
}

/** A shop keeps an old script for an hour, and may use it for a day while it fetches the new one. */
const FRESH_FOR_AN_HOUR = 'public, max-age=3600, stale-while-revalidate=86400'
/** Of a script whose address changes with it. */
export const FOR_EVER = 'public, max-age=31536000, immutable'

export function sdkScript(file: string | null, cacheControl = FRESH_FOR_AN_HOUR): Door {
  if (file === null) return notBuilt
  const script = packed(readFileSync(file))
  return (req, res) => sendScript(req, res, script, cacheControl)
}

export function sendScript(
  req: IncomingMessage,
  res: ServerResponse,
  { etag, bodies }: Script,
  cacheControl = FRESH_FOR_AN_HOUR,
): void {
  if (req.method !== 'GET' && req.method !== 'HEAD') return void wrongMethod(req, res)
  const named = {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': cacheControl,
    vary: 'accept-encoding',
    etag,
    'x-request-id': requestIdOf(res),
  }
  if (isKept(req.headers['if-none-match'], etag)) return void res.writeHead(304, named).end()
  const encoding = smallestFor(req.headers['accept-encoding'] ?? '')
  const body = bodies[encoding]
  res.writeHead(200, {
    ...named,
    'content-type': 'text/javascript; charset=utf-8',
    'content-length': body.length,
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
  })
  res.end(req.method === 'HEAD' ? undefined : body)
}

const wrongMethod: Door = (_req, res) => {
  const error = { code: 'method_not_allowed', message: 'The script is fetched by GET.' }
  res.writeHead(405, {
    allow: 'GET, HEAD',
    'x-request-id': requestIdOf(res),
    'access-control-allow-origin': '*',
    'content-type': 'application/json',
  })
  res.end(JSON.stringify({ error }))
}

/** A cache may hold several, and may have made our tag strong or left it weak. */
const isKept = (held: string | undefined, etag: string): boolean =>
  held?.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag.replace(/^W\//, '')) ===
  true

/** Browsers name gzip first and mean no preference by it. */
const smallestFor = (accepted: string) =>
  accepts(accepted, 'br') ? 'br' : accepts(accepted, 'gzip') ? 'gzip' : 'identity'

function accepts(accepted: string, encoding: string): boolean {
  const weights = new Map(
    accepted.split(',').map((part) => {
      const [name = '', weight = 'q=1'] = part.split(';')
      return [name.trim().toLowerCase(), Number(/^\s*q=([\d.]+)/i.exec(weight)?.[1] ?? 1)]
    }),
  )
  return (weights.get(encoding) ?? weights.get('*') ?? 0) > 0
}

export function packed(plain: Buffer): Script {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  return {
    // Weak: the same script in another encoding has other bytes.
    etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    bodies: { br: brotliCompressSync(plain, quality), gzip: gzipSync(plain, { level: 9 }), identity: plain },
  }
}

const notBuilt: Door = (_req, res) => {
  res.writeHead(503, {
    'x-request-id': requestIdOf(res),
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'content-type': 'text/plain; charset=utf-8',
  })
  res.end(
    'The browser script is not built. Run `npm run build` in the Farthing repository and start the collector again.\n',
  )
}
