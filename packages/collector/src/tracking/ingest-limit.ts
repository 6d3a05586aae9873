// How many messages one address, and one site, may send: buckets that fill again by the second.

interface Bucket {
  left: number
  at: number
}

interface Rate {
  burst: number
  perSecond: number
}

/** An office or a school behind one address is a few hundred people. */
const address: Rate = { burst: 600, perSecond: 60 }
/** Above what one collector can take, so that one site cannot use all of it for long. */
const site: Rate = { burst: 100_000, perSecond: 20_000 }
/** Above it the oldest are forgotten: whoever has many addresses is held by the site's bucket. */
const MOST = 50_000

/** Answers after how many seconds to try again; 0: at once. Each collector counts for itself. */
export function ingestLimit(): (siteId: string, ip: string, now: number) => number {
  const bySite = new Map<string, Bucket>()
  const byAddress = new Map<string, Bucket>()
  return (siteId, ip, now) => {
    const wait = take(bySite, siteId, site, now)
    return wait > 0 ? wait : take(byAddress, `${siteId} ${ip}`, address, now)
  }
}

function take(buckets: Map<string, Bucket>, key: string, { burst, perSecond }: Rate, now: number): number {
  const bucket = buckets.get(key)
  if (!bucket) {
    const [oldest] = buckets.keys()
    if (buckets.size >= MOST && oldest !== undefined) buckets.delete(oldest)
    buckets.set(key, { left: burst - 1, at: now })
    return 0
  }
  const left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) / 1000) * perSecond)
  bucket.at = now
  bucket.left = left < 1 ? left : left - 1
  return left < 1 ? Math.ceil((1 - left) / perSecond) : 0
}
