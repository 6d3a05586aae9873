// A merchant for tests: a sandbox, the official client in front of it, and an endpoint that keeps what it is sent.
import { createServer, type Server } from 'node:http'
import Stripe from 'stripe'
import { type Sandbox, type SandboxOptions, startSandbox } from '../start-sandbox.ts'

export interface Received {
  body: string
  signature: string
}

export interface Inbox {
  url: string
  received: Received[]
  /** What it answers next; 200 when empty. */
  answers: number[]
  close(): Promise<void>
}

export interface Merchant {
  sandbox: Sandbox
  stripe: Stripe
  client(key: string, apiVersion?: string): Stripe
  close(): Promise<void>
}

export async function openMerchant(options: SandboxOptions = {}): Promise<Merchant> {
  const sandbox = await startSandbox({ seed: 7, retryScheduleMs: [20, 20, 20], ...options })
  const client = (key: string, apiVersion?: string) =>
    new Stripe(key, {
      host: 'localhost',
      port: sandbox.port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
      // Older versions are asked for on purpose; the package's type knows only its own.
      ...(apiVersion === undefined ? {} : { apiVersion: apiVersion as Stripe.LatestApiVersion }),
    })
  return { sandbox, stripe: client('sk_test_merchant'), client, close: () => sandbox.close() }
}

export async function openInbox(): Promise<Inbox> {
  const received: Received[] = []
  const answers: number[] = []
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      received.push({ body: Buffer.concat(chunks).toString(), signature: String(req.headers['stripe-signature']) })
      res.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    received,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const typesOf = (inbox: Inbox): string[] => inbox.received.map(({ body }) => JSON.parse(body).type)

export async function oneTimePrice(stripe: Stripe, amount = 4900, currency = 'eur'): Promise<Stripe.Price> {
  const product = await stripe.products.create({ name: 'Farthing mug' })
  return stripe.prices.create({ product: product.id, unit_amount: amount, currency })
}

export async function monthlyPrice(stripe: Stripe, amount = 1900, currency = 'eur'): Promise<Stripe.Price> {
  const product = await stripe.products.create({ name: 'Farthing Pro' })
  return stripe.prices.create({ product: product.id, unit_amount: amount, currency, recurring: { interval: 'month' } })
}

/** The last part of a hosted address. */
const idInUrl = (url: string | null) => new URL(url ?? '').pathname.split('/').at(-1) ?? ''

/** Follows a Payment Link as a browser would, up to the session it opens. */
export async function follow(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' })
  return idInUrl(new URL(answer.headers.get('location') ?? '', url).href)
}

export function submit(base: string, session: string, fields: Record<string, string> = {}): Promise<Response> {
  const form = new URLSearchParams({ email: 'ada@example.com', method: 'card', ...fields })
  return fetch(`${base}/checkout/${session}`, { method: 'POST', body: form, redirect: 'manual' })
}
