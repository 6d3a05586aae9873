// Which language a browser asks for first: https://www.rfc-editor.org/rfc/rfc9110#field.accept-language

/** Without country and script: `fr-CH, fr;q=0.9` is `fr`. */
export function languageOf(acceptLanguage: string | undefined): string | null {
  if (acceptLanguage === undefined) return null
  let best: { language: string; weight: number } | null = null
  for (const part of acceptLanguage.slice(0, 500).split(',')) {
    const [, language, weight = '1'] = /^\s*([a-z]{2,3})(?:-[a-z0-9-]+)?\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(part) ?? []
    if (language === undefined || Number(weight) <= (best?.weight ?? 0)) continue
    best = { language: language.toLowerCase(), weight: Number(weight) }
  }
  return best?.language ?? null
}
