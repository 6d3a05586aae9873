// Where notices arrive in the stories: a mail server and a web server, both real, which keep what came.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface PostOffice {
  smtpUrl: string
  hookUrl: string
  mails: { from: string; to: string[]; source: string }[]
  calls: { headers: IncomingHttpHeaders; body: string }[]
  close: () => Promise<void>
}

export async function openPostOffice(): Promise<PostOffice> {
  const mails: PostOffice['mails'] = []
  const calls: PostOffice['calls'] = []
  const mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, { envelope }, done) => {
      text(stream).then((source) => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), source: readable(source) })
        done()
      }, done)
    },
  })
  const web = createServer(async (req, res) => {
    calls.push({ headers: req.headers, body: await text(req) })
    res.writeHead(204).end()
  })
  mail.listen(0, '127.0.0.1')
  web.listen(0, '127.0.0.1')
  await Promise.all([once(mail.server, 'listening'), once(web, 'listening')])
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(mail.server)}`,
    hookUrl: `http://127.0.0.1:${portOf(web)}/notices`,
    mails,
    calls,
    close: async () => {
      await new Promise<void>((resolve) => mail.close(() => resolve()))
      web.closeAllConnections()
      await once(web.close(), 'close')
    },
  }
}

const portOf = (server: Pick<Server, 'address'>) => (server.address() as AddressInfo).port

/** Quoted-printable and folded headers, as a reader sees them. */
function readable(source: string): string {
  const joined = source.replace(/=\r\n/g, '').replace(/\r\n[ \t]+/g, ' ')
  return decodeURIComponent(joined.replace(/%/g, '%25').replace(/=([0-9A-F]{2})/g, '%$1'))
}
