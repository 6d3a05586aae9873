// The script tag, as an owner pastes it.
import type { Site } from '@farthing/contract'

export function scriptTag(site: Site, origin: string): string {
  return `<script defer src="${origin}/f.js" data-site="${site.id}"></script>`
}
