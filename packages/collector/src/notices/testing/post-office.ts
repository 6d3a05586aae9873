// What receives notices in tests: a mail server and a web server of their own, both real.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

export interface Received {
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Keeps each message as it came. `refuse` makes it turn them away. */
export async function mailServer() {
  const office = { mails: [] as { to: string[]; text: string }[], refuse: false, url: '' }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      let text = ''
      stream.on('data', (part: Buffer) => {
        text += part.toString()
      })
      stream.on('end', () => {
        if (office.refuse) return done(new Error('The mailbox is full.'))
        office.mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: plain(text) })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  office.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  return office
}

/** Quoted-printable, and headers folded over lines: as a reader sees it. */
function plain(mail: string): string {
  const joined = mail.replace(/=\r\n/g, '').replace(/\r\n[ \t]+/g, ' ')
  return decodeURIComponent(joined.replace(/%/g, '%25').replace(/=([0-9A-F]{2})/g, '%$1'))
}

export async function webServer() {
  const office = { calls: [] as Received[], answers: [] as number[], url: '' }
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (part: Buffer) => {
      body += part.toString()
    })
    req.on('end', () => {
      office.calls.push({ headers: req.headers, body })
      res.writeHead(office.answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  office.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  return office
}
