// The script tag with clicks: the core, and news of links, downloads and forms.
import { watchClicks } from './clicks.ts'
import { configure } from './config.ts'
import { ownTag } from './own-tag.ts'
import { start } from './tracker.ts'

try {
  const tag = ownTag()
  if (tag) {
    configure(tag.dataset, tag)
    start()
    watchClicks()
  }
} catch {
  // As in snippet.ts.
}
