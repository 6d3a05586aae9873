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
/** Above it all addresses are forgotten: whoever has many is held by the site's bucket. */
const MOST = 50_000

interface OfSite {
  all: Bucket
  byAddress: Map<string, Bucket>
}

/** Answers after how many seconds to try again; 0: at once. Each collector counts for itself. */
export function ingestLimit(): (siteId: string, ip: string, now: number) => number {
  const bySite = new Map<string, OfSite>()
  let addresses = 0
  const bucketOf = ({ byAddress }: OfSite, ip: string, now: number): Bucket => {
    const known = byAddress.get(ip)
    if (known) return known
    if (addresses >= MOST) for (const one of bySite.values()) one.byAddress.clear()
    addresses = addresses >= MOST ? 1 : addresses + 1
    const full = { left: address.burst, at: now }
    byAddress.set(ip, full)
    return full
  }
  return (siteId, ip, now) => {
    const known = bySite.get(siteId) ?? { all: { left: site.burst, at: now }, byAddress: new Map() }
    bySite.set(siteId, known)
    const wait = take(known.all, site, now)
    return wait > 0 ? wait : take(bucketOf(known, ip, now), address, now)
  }
}

function take(bucket: Bucket, { burst, perSecond }: Rate, now: number): number {
  const left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) / 1000) * perSecond)
  bucket.at = now
  bucket.left = left < 1 ? left : left - 1
  return left < 1 ? Math.ceil((1 - left) / perSecond) : 0
}
