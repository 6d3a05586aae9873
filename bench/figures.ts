// How a bench says what it measured: a table for people, and one line of JSON, the last, for programs.
export interface Bench {
  options: Record<string, { type: 'string'; default: string }>
  run(options: Record<string, number>): Promise<Figure[]>
}

export interface Figure {
  name: string
  /** Null: this system does not tell. */
  value: number | null
  meaning: string
}

export function printFigures(bench: string, figures: Figure[]): void {
  const widest = Math.max(...figures.map(({ name }) => name.length))
  console.log('')
  for (const { name, value, meaning } of figures)
    console.log(`${name.padEnd(widest)}  ${String(value ?? 'unknown').padStart(10)}  ${meaning}`)
  const json = Object.fromEntries(figures.map(({ name, value }) => [name, value]))
  console.log(`\n${JSON.stringify({ bench, figures: json })}`)
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
}
