// The script tag, as an owner pastes it: plain, or with the settings of the site.
import type { Site } from '@farthing/contract'

export function scriptTag(site: Site, origin: string): string {
  return `<script defer src="${origin}/f.js" data-site="${site.id}"></script>`
}

export function settledTag(site: Site, origin: string): string {
  return `<script defer src="${origin}/f.js?site=${site.id}"></script>`
}
