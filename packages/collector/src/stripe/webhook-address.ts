// Whether Stripe can send webhooks to an address, and what is wrong with it when it cannot.

/** Null: fine. `standIn`: what we take for Stripe runs beside us and reaches every address that we do. */
export function faultOfAddress(address: string, siteId: string, standIn: boolean): string | null {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return 'This is not an address that begins with https://.'
  if (!url.pathname.endsWith(`/in/${siteId}/stripe`) || url.search !== '' || url.hash !== '')
    return `The address of this site's webhook ends with /in/${siteId}/stripe.`
  if (url.username !== '' || url.password !== '') return 'An address with a password in it cannot be used.'
  if (standIn) return null
  if (isPrivate(url.hostname))
    return `Stripe cannot reach ${url.hostname}: open this dashboard by the collector's public address, or give that address.`
  return url.protocol === 'http:' ? 'Stripe sends webhooks to https:// only.' : null
}

/** This machine, or a network that only its neighbours see. */
function isPrivate(host: string): boolean {
  if (host.startsWith('[')) return /^\[(::1?|f[cd]|fe80|::ffff:)/i.test(host)
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host))
    return /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(host)
  return !host.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/.test(host)
}
