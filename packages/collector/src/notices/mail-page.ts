// A notice as an email: HTML that old mail programs understand, and the same as plain text. Everything that is told is escaped.
import type { Words } from './text.ts'

interface Links {
  siteName: string
  /** Null: nobody told this collector where people find it. */
  dashboard: string | null
  unsubscribe: string | null
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)

const INK = '#1d2420'
const QUIET = '#5f6b64'
const ACCENT = '#8a4b12'
const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

/** Tables and inline styles: https://www.caniemail.com says what mail programs leave of the rest. */
export function mailHtml(words: Words, { siteName, dashboard, unsubscribe }: Links): string {
  const figures = words.figures.map(figureCell).join('')
  const rows = words.rows.map(row).join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>${escaped(words.subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f2ec;color:${INK};${font}">
<table role="presentation" align="center" width="100%" cellspacing="0" cellpadding="0" style="max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:28px 28px 8px"><p style="margin:0;font-size:13px;color:${QUIET}">${escaped(siteName)} · Farthing</p>
<h1 style="margin:8px 0 0;font-size:20px;line-height:1.35;font-weight:600">${escaped(words.sentence)}</h1></td></tr>
${figures === '' ? '' : `<tr><td style="padding:16px 20px 0"><table role="presentation" width="100%" cellspacing="8" cellpadding="0"><tr>${figures}</tr></table></td></tr>`}
${rows === '' ? '' : `<tr><td style="padding:16px 28px 0"><table width="100%" cellspacing="0" cellpadding="0" style="font-size:14px">${rows}</table></td></tr>`}
<tr><td style="padding:24px 28px 28px">${dashboard === null ? '' : `<a href="${escaped(dashboard)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:${ACCENT};color:#ffffff;text-decoration:none;font-size:14px;font-weight:600">Open the dashboard</a>`}</td></tr>
</table>
<p style="margin:16px auto 0;max-width:560px;font-size:12px;line-height:1.5;text-align:center;color:${QUIET}">${footer(unsubscribe)}</p>
</body></html>`
}

const figureCell = ({ label, value, before }: Words['figures'][number]): string =>
  `<td valign="top" style="padding:12px;border-radius:8px;background:#f4f2ec"><span style="font-size:12px;color:${QUIET}">${escaped(label)}</span><br>` +
  `<strong style="font-size:20px;line-height:1.5">${escaped(value)}</strong>${before === null ? '' : `<br><span style="font-size:12px;color:${QUIET}">before: ${escaped(before)}</span>`}</td>`

const row = ({ name, values }: Words['rows'][number]): string => {
  const cells = values.map(
    (value) =>
      `<td align="right" style="padding:8px 0 8px 12px;border-top:1px solid #e6e2d8;white-space:nowrap">${escaped(value)}</td>`,
  )
  return `<tr><td style="padding:8px 0;border-top:1px solid #e6e2d8">${escaped(name)}</td>${cells.join('')}</tr>`
}

const why = 'You get this because you asked for it in the settings of the site.'
const footer = (unsubscribe: string | null): string =>
  unsubscribe === null
    ? `${why} There you end it, too.`
    : `${why} <a href="${escaped(unsubscribe)}" style="color:${QUIET}">Unsubscribe</a>.`

export function mailText(words: Words, { siteName, dashboard, unsubscribe }: Links): string {
  const figures = words.figures.map(
    ({ label, value, before }) => `${label}: ${value}${before === null ? '' : ` (before: ${before})`}`,
  )
  const rows = words.rows.map(({ name, values }) => `${name}: ${values.join(', ')}`)
  const parts = [
    `${siteName} · Farthing`,
    words.sentence,
    figures.join('\n'),
    rows.join('\n'),
    dashboard === null ? '' : `The dashboard: ${dashboard}`,
    unsubscribe === null ? why : `${why} Unsubscribe: ${unsubscribe}`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}
