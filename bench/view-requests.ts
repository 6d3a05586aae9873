// The n-th view of a shop's day as the bytes that a browser and a proxy send: three views a visit, five hundred visits at a time.
import { randomBytes } from 'node:crypto'

const VISITS_AT_ONCE = 500
const VIEWS_A_VISIT = 3

const userAgents = Array.from(
  { length: 40 },
  (_, n) =>
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${110 + n}.0.0.0 Safari/537.36`,
)
const referrers = ['https://www.google.com/', 'https://t.co/abc', 'https://news.ycombinator.com/', undefined, undefined]
const campaign = '?utm_source=news&utm_medium=email&utm_campaign=spring'

export function viewRequest(n: number, site: string): string {
  const round = Math.floor(n / (VISITS_AT_ONCE * VIEWS_A_VISIT))
  const inRound = n % (VISITS_AT_ONCE * VIEWS_A_VISIT)
  const visit = round * VISITS_AT_ONCE + (inRound % VISITS_AT_ONCE)
  const step = Math.floor(inRound / VISITS_AT_ONCE)
  const referrer = step === 0 ? referrers[visit % referrers.length] : 'https://shop.example/'
  const query = step === 0 && visit % 10 === 0 ? campaign : ''
  const body = JSON.stringify({
    site,
    viewId: randomBytes(16).toString('base64url'),
    type: 'view',
    url: `https://shop.example/products/${(visit * 7 + step * 13) % 300}${query}`,
    ...(referrer === undefined ? {} : { referrer }),
    age: 0,
    clock: Date.now(),
  })
  return [
    'POST /api/event HTTP/1.1',
    'Host: collector.example',
    `User-Agent: ${userAgents[visit % userAgents.length]}`,
    `X-Forwarded-For: 10.${(visit >> 16) & 255}.${(visit >> 8) & 255}.${visit & 255}`,
    'Content-Type: text/plain;charset=UTF-8',
    'Accept: */*',
    'Accept-Language: de-DE,de;q=0.9,en;q=0.8',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Origin: https://shop.example',
    'Referer: https://shop.example/',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}
