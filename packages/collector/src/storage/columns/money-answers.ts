// What was answered about money alone is remembered until money changes: it is joined from many rows, asked for often, and changes seldom.
type Rows = Record<string, unknown>[]

const MOST = 200

export class MoneyAnswers {
  readonly #known = new Map<string, Rows>()

  /** Some payment, or a visit that led to one, is another now. */
  forget(): void {
    this.#known.clear()
  }

  async rows(text: string, values: readonly unknown[], ask: () => Promise<Rows>): Promise<Rows> {
    if (!isOfMoneyAlone(text)) return await ask()
    const key = JSON.stringify([text, values])
    const known = this.#known.get(key)
    if (known) return known
    const rows = await ask()
    if (this.#known.size >= MOST) this.#known.clear()
    this.#known.set(key, rows)
    return rows
  }
}

/** Pages that payers saw are read again with their payments. */
const isOfMoneyAlone = (text: string): boolean =>
  /\bcredit\b/.test(text) && !/\b(visit|view|summary)\b/.test(text.replaceAll('paid.view', ''))
