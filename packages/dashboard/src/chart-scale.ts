// Where the lines of a chart lie: round ticks that hold every value, and the path through the points.
export interface Scale {
  min: number
  max: number
  ticks: number[]
}

/** `unit` is the smallest step that makes sense: 1 visitor; 100 minor units, so that an axis shows whole coins. */
export function scaleFor(values: number[], unit: number, wanted = 4): Scale {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  if (low === 0 && high === 0) return { min: 0, max: unit, ticks: [0, unit] }
  const step = Math.max(unit, roundUp((high - low) / wanted))
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => clean((first + index) * step))
  return { min: clean(first * step), max: clean(last * step), ticks }
}

function roundUp(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10
  return factor * power
}

/** Binary fractions would show as 0.30000000000000004. */
function clean(value: number): number {
  return Number(value.toPrecision(12))
}

export function place(value: number, scale: Scale, height: number): number {
  return height - ((value - scale.min) / (scale.max - scale.min)) * height
}

export interface Spot {
  x: number
  y: number
}

/** Straight from point to point: a curve would show values that nobody measured. Null is a gap. */
export function linePath(spots: Array<Spot | null>): string {
  let pen = 'M'
  const parts: string[] = []
  for (const spot of spots) {
    if (spot !== null) parts.push(`${pen}${round(spot.x)},${round(spot.y)}`)
    pen = spot === null ? 'M' : 'L'
  }
  return parts.join('')
}

/** The area of each unbroken run, closed at the base line. */
export function areaPath(spots: Array<Spot | null>, base: number): string {
  const runs: Spot[][] = [[]]
  for (const spot of spots) {
    if (spot === null) runs.push([])
    else runs.at(-1)?.push(spot)
  }
  return runs.map((run) => areaOf(run, base)).join('')
}

function areaOf(run: Spot[], base: number): string {
  const first = run[0]
  const last = run.at(-1)
  if (first === undefined || last === undefined) return ''
  return `${linePath(run)}L${round(last.x)},${round(base)}L${round(first.x)},${round(base)}Z`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** Which labels of the time axis have room: the first, then every n-th. */
export function labelEvery(count: number, width: number, labelWidth = 76): number {
  return Math.max(1, Math.ceil((count * labelWidth) / Math.max(width, labelWidth)))
}
