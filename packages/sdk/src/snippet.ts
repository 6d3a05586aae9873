// The script tag: its attributes are the settings, its own address says where the collector is.
import { start } from './tracker.ts'

try {
  /** The id's prefix keeps other vendors' `data-site` out. Not `currentScript`: null for modules and late insertions. */
  const tag = document.querySelector<HTMLScriptElement>('script[data-site^=site_]')
  if (tag) start(tag.dataset, tag.src || location.href)
} catch {
  // Attributes that make no sense, or a browser that lacks what we need: the page must not notice.
}
