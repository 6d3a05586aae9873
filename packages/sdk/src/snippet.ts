// The script tag: views, ids, and the way to Stripe and back.
import { configure } from './config.ts'
import { ownTag } from './own-tag.ts'
import { start } from './tracker.ts'

try {
  const tag = ownTag()
  if (tag) {
    configure(tag.dataset, tag)
    start()
  }
} catch {
  // Attributes that make no sense, or a browser that lacks what we need: the page must not notice.
}
