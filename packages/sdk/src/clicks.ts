// Decides which clicks are news: a link that leads out of the site, a file that is downloaded, a form that is sent.
import { settings } from './config.ts'
import { track } from './tracker.ts'

const FILES = 'pdf|zip|gz|docx?|xlsx?|pptx?|csv|dmg|exe|msi|apk|mp[34]'

/** Queries may hold what is nobody's business. */
const report = (name: string, { origin, pathname }: HTMLAnchorElement | URL): void =>
  track(name, { props: { url: origin + pathname } })

/** One click is one event, whatever else is true of the link. The right button (2) opens nothing. */
const onClick = (event: Event & { button?: number }): void => {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
  if (!link || event.button === 2) return
  if (new RegExp(`\\.(${settings.files ?? FILES})$`).test(link.pathname)) report('$download', link)
  else if (/^http/.test(link.protocol) && link.host !== location.host) report('$outbound', link)
}

/** An invalid form is not sent, and `form.submit()` tells nobody. `action` may be hidden by a field of that name. */
const onSubmit = ({ target }: Event): void => {
  if (target instanceof HTMLFormElement) report('$form', new URL(target.getAttribute('action') ?? '', document.baseURI))
}

export const watchClicks = (): void => {
  addEventListener('click', onClick, true)
  addEventListener('auxclick', onClick, true)
  addEventListener('submit', onSubmit, true)
}
