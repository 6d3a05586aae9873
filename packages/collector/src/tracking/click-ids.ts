// What the click ids that advertisers' networks append say about where a click came from. Data, and the look-up in it.
export interface Click {
  /** The parameter's name. */
  kind: string
  id: string
  /** As in sources.ts. */
  source: string
  medium: string
}

/** In order of weight: a link can carry several, as when an advertisement is shared. */
const networks: readonly (readonly [kind: string, source: string, medium: string])[] = [
  ['gclid', 'Google', 'cpc'],
  // What Google sends instead where Apple's rules forbid an id per click.
  ['gbraid', 'Google', 'cpc'],
  ['wbraid', 'Google', 'cpc'],
  ['dclid', 'Google', 'display'],
  ['msclkid', 'Bing', 'cpc'],
  ['yclid', 'Yandex', 'cpc'],
  ['ttclid', 'TikTok', 'paid_social'],
  ['twclid', 'X', 'paid_social'],
  ['li_fat_id', 'LinkedIn', 'paid_social'],
  ['tblci', 'Taboola', 'cpc'],
  ['obclid', 'Outbrain', 'cpc'],
  ['dicbo', 'Outbrain', 'cpc'],
  ['rdt_cid', 'Reddit', 'paid_social'],
  ['sccid', 'Snapchat', 'paid_social'],
  ['qclid', 'Quora', 'paid_social'],
  ['irclickid', 'Impact', 'affiliate'],
  ['cjevent', 'CJ', 'affiliate'],
  ['awc', 'Awin', 'affiliate'],
  // These are on unpaid links too: the source is certain, that somebody paid for it is not.
  ['fbclid', 'Facebook', 'social'],
  ['epik', 'Pinterest', 'social'],
  ['igshid', 'Instagram', 'social'],
  ['igsh', 'Instagram', 'social'],
  ['srsltid', 'Google Shopping', 'organic'],
]

/** Parameter names differ in case from network to network (`ScCid`); `parameter` is asked in lower case. */
export function clickIn(parameter: (name: string) => string | null): Click | null {
  for (const [kind, source, medium] of networks) {
    const id = parameter(kind)
    if (id !== null) return { kind, id, source, medium }
  }
  return null
}
