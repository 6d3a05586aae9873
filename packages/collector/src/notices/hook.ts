// Sends a notice to an address of the owner's choice: signed, and to the public internet only unless the operator allows more.
import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './private-address.ts'

export interface HookCall {
  url: string
  secret: string
  id: string
  body: string
  now: number
  /** Whether the own network may be called. */
  privateToo: boolean
}

const TIMEOUT_MS = 10_000

const notPublic = 'This address is not of the public internet: FARTHING_PRIVATE_HOOKS=1 allows it.'

/** As Stripe signs: over the time, a dot and the body. */
const signatureOf = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`

/** Null: taken. Else a sentence. A redirect is not followed: it could lead anywhere. */
export function callHook(call: HookCall): Promise<string | null> {
  const url = new URL(call.url)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!call.privateToo && /^[\d.]+$|:/.test(host) && !isPublicAddress(host)) return Promise.resolve(notPublic)
  return new Promise((resolve) => {
    const stop = AbortSignal.timeout(TIMEOUT_MS)
    const sent = open(url, optionsFor(call, stop), (answer) => {
      answer.resume()
      const { statusCode = 0 } = answer
      resolve(statusCode >= 200 && statusCode < 300 ? null : `It answered ${statusCode}.`)
    })
    sent.on('error', (error) => resolve(stop.aborted ? 'It did not answer within 10 seconds.' : error.message))
    sent.end(call.body)
  })
}

function optionsFor({ secret, id, body, now, privateToo }: HookCall, signal: AbortSignal): RequestOptions {
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Farthing',
    'farthing-notice-id': id,
    'farthing-signature': signatureOf(secret, Math.floor(now / 1000), body),
  }
  return { method: 'POST', headers, signal, agent: false, ...(privateToo ? {} : { lookup: publicLookup }) }
}

const open = (url: URL, options: RequestOptions, then: (answer: IncomingMessage) => void): ClientRequest =>
  url.protocol === 'https:' ? tlsRequest(url, options, then) : plainRequest(url, options, then)

/** The address that is called is the one that was looked at: a name that changes its mind in between gains nothing. */
const publicLookup: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, found) => {
    if (error) return done(error, [])
    const open = found.filter(({ address }) => isPublicAddress(address))
    const [first] = open
    if (!first || open.length < found.length) return done(new Error(notPublic), [])
    if (options.all) done(null, open)
    else done(null, first.address, first.family)
  })
}
