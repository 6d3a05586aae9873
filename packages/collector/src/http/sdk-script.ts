// The browser script: compressed once at the start, the same bytes for everybody.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Request, RequestHandler } from 'express'

interface Script {
  etag: string
  bodies: Record<'br' | 'gzip' | 'identity', Buffer>
}

/** A shop keeps an old script for an hour, and may use it for a day while it fetches the new one. */
const cacheControl = 'public, max-age=3600, stale-while-revalidate=86400'

export function sdkScript(file: string | null): RequestHandler {
  if (file === null) return notBuilt
  const { etag, bodies } = readScript(file)
  return (req, res) => {
    res.set({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': cacheControl,
      vary: 'accept-encoding',
      etag,
    })
    if (req.fresh) return void res.status(304).end()
    const encoding = smallestFor(req)
    if (encoding !== 'identity') res.set('content-encoding', encoding)
    res.type('text/javascript').send(bodies[encoding])
  }
}

/** Browsers name gzip first and mean no preference by it. */
const smallestFor = (req: Request) =>
  req.acceptsEncodings('br') ? 'br' : req.acceptsEncodings('gzip') ? 'gzip' : 'identity'

function readScript(file: string): Script {
  const plain = readFileSync(file)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  return {
    // Weak: the same script in another encoding has other bytes.
    etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    bodies: { br: brotliCompressSync(plain, quality), gzip: gzipSync(plain, { level: 9 }), identity: plain },
  }
}

const notBuilt: RequestHandler = (_req, res) => {
  res
    .status(503)
    .set({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' })
    .type('text/plain')
    .send(
      'The browser script is not built. Run `npm run build` in the Farthing repository and start the collector again.\n',
    )
}
