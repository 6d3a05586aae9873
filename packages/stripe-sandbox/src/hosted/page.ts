// The frame around every hosted page, which says plainly that no money moves. Pure.
import { type Html, html } from './html.ts'
import { style } from './style.ts'

export const page = (title: string, body: Html): string =>
  `<!doctype html>${
    html`<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<link rel="icon" href="data:,"><style>${{ html: style }}</style></head>
<body><div class="notice" role="note">Sandbox. No real money moves, and no card details are asked for.</div>${body}</body></html>`
      .html
  }`

const mark = html`<svg class="mark" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-6.5"/></svg>`

/** A page with one sentence or two, for what is finished or cannot go on. */
export const notePage = (title: string, text: string, kind: 'done' | 'note' = 'note'): string =>
  page(
    title,
    html`<main><section class="panel done">${kind === 'done' && mark}<h2>${title}</h2><p>${text}</p></section></main>`,
  )
