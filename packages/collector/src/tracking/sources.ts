// Which hosts and tags are known places on the web, and of which kind.
import { ai, mail, type SourceRow, search, shopping, video } from './known-sources.ts'
import { social } from './social-sources.ts'

const kinds = ['search', 'social', 'video', 'shopping', 'ai', 'mail'] as const
type SourceKind = (typeof kinds)[number]

export interface Source {
  name: string
  /** Null: a place that we know nothing of but its name. */
  kind: SourceKind | null
}

const rowsOf: Readonly<Record<SourceKind, readonly SourceRow[]>> = { search, social, video, shopping, ai, mail }

const byHost = new Map<string, Source>()
/** First part of a `name.*` pattern. */
const byAnyEnding = new Map<string, Source>()
const byTag = new Map<string, Source>()

for (const kind of kinds)
  for (const [name, hosts, tags = ''] of rowsOf[kind]) {
    const source: Source = { name, kind }
    byTag.set(name.toLowerCase(), source)
    for (const tag of tags.split(' ')) if (tag !== '') byTag.set(tag, source)
    for (const host of hosts.split(' ')) {
      if (host === '') continue
      if (host.endsWith('.*')) byAnyEnding.set(host.slice(0, -2), source)
      else byHost.set(host, source)
    }
  }

/** Null for a host that is no known place. `host` is lower case and without port. */
export function knownHost(host: string): Source | null {
  for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const source = byHost.get(rest)
    if (source) return source
  }
  const anyEnding = /^(?:(?:www|m|amp)\.)?([a-z0-9-]+)\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/.exec(host)?.[1]
  return anyEnding === undefined ? null : (byAnyEnding.get(anyEnding) ?? null)
}

/** What a `utm_source` (or `ref`, `via`, `source`) means; an unknown one keeps its own name. */
export function sourceOfTag(tag: string): Source {
  const lower = tag.toLowerCase()
  return byTag.get(lower) ?? knownHost(lower) ?? { name: tag, kind: null }
}

export const sourceOfHost = (host: string): Source =>
  knownHost(host) ?? { name: host.replace(/^www\./, ''), kind: null }
