// What an owner means when typing or pasting the address of a site.

/** "https://Shop.example/path" and "shop.example" are the same host; null when it is none. */
export function hostFromInput(input: string): string | null {
  const text = input.trim().toLowerCase()
  const host = text.replace(/^[a-z]+:\/\//, '').replace(/[/?#].*$/, '')
  return /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/.test(host) ? host : null
}

export type Hosts = { kind: 'hosts'; hosts: string[] } | { kind: 'invalid'; input: string } | { kind: 'none' }

/** Several hosts, apart by commas, spaces or lines. */
export function hostsFromInput(input: string): Hosts {
  const words = input.split(/[\s,;]+/).filter((word) => word !== '')
  if (words.length === 0) return { kind: 'none' }
  const wrong = words.find((word) => hostFromInput(word) === null)
  if (wrong !== undefined) return { kind: 'invalid', input: wrong }
  return { kind: 'hosts', hosts: [...new Set(words.flatMap((word) => hostFromInput(word) ?? []))] }
}
