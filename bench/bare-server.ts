// What ingest is measured against: reads and parses the same body, answers as much, keeps nothing.
import { createServer } from 'node:http'

const answer = JSON.stringify({
  visitorId: 'v_AAAAAAAAAAAAAAAAAAAAAA',
  sessionId: 's_AAAAAAAAAAAAAAAAAAAAAA',
  variants: {},
})

const server = createServer((req, res) => {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    const message: unknown = JSON.parse(Buffer.concat(chunks).toString())
    const isMessage = typeof message === 'object' && message !== null
    res.writeHead(isMessage ? 200 : 400, { 'content-type': 'application/json', 'content-length': answer.length })
    res.end(answer)
  })
})

server.listen(Number(process.argv[2]), () => console.log('ready'))
