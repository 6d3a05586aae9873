// Text put into a page is escaped unless it is markup made here. Pure.

export interface Html {
  readonly html: string
}

type Part = Html | Html[] | string | number | null | undefined | false

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeText = (text: string) => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter)

function show(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map(show).join('')
  return typeof part === 'object' ? part.html : escapeText(String(part))
}

export const html = (texts: TemplateStringsArray, ...parts: Part[]): Html => ({
  html: texts.map((text, at) => text + (at < parts.length ? show(parts[at]) : '')).join(''),
})
