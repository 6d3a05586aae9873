// The shapes of the chart: grid, labels, line or bars, and the strip of money under a line.
import { areaPath, labelEvery, linePath, place, type Scale } from '../chart-scale.ts'

export interface ChartPoint {
  key: string
  short: string
  long: string
  value: number | null
  /** Its time is not over: drawn lighter, it still grows. */
  running: boolean
  money: number
  extra: string | null
  /** The same of the days that it is compared with. */
  before: { long: string; value: number | null } | null
}

interface DrawingProps {
  points: ChartPoint[]
  look: 'money' | 'traffic'
  scale: Scale
  ticks: Array<{ value: number; label: string }>
  width: number
  gutter: number
  at: number | null
}

const TOP = 12
const PLOT = 200
const STRIP_GAP = 10
const STRIP = 34
const HEIGHT = TOP + PLOT + STRIP_GAP + STRIP + 26

/** The same height with and without the strip: choosing another figure moves nothing. */
const plotHeight = (look: DrawingProps['look']) => (look === 'money' ? PLOT + STRIP_GAP + STRIP : PLOT)

export function gutterOf(labels: string[]): number {
  return Math.max(...labels.map((label) => label.length)) * 7 + 12
}

export function ChartDrawing(props: DrawingProps) {
  const { points, look, scale, ticks, width, gutter, at } = props
  const plot = plotHeight(look)
  const band = (width - gutter) / Math.max(1, points.length)
  const centre = (index: number) => gutter + (index + 0.5) * band
  const level = (value: number) => TOP + place(value, scale, plot)
  const shape = { x: centre, band, level }
  const every = labelEvery(points.length, width - gutter)
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick.value} className={tick.value === 0 ? 'grid zero' : 'grid'}>
          <line x1={gutter} x2={width} y1={level(tick.value)} y2={level(tick.value)} />
          <text x={gutter - 10} y={level(tick.value) + 4} textAnchor="end">
            {tick.label}
          </text>
        </g>
      ))}
      {at !== null && (
        <rect className="cursor" x={gutter + at * band} y={TOP} width={band} height={HEIGHT - TOP - 26} />
      )}
      {look === 'money' ? (
        <>
          <Bars look="bar before" values={points.map((one) => one.before?.value ?? 0)} {...shape} wide={0.86} />
          <Bars look="bar" values={points.map((one) => one.value ?? 0)} {...shape} fading={points.map(isRunning)} />
        </>
      ) : (
        <>
          <Line points={points} x={centre} level={level} at={at} />
          <MoneyStrip points={points} x={centre} band={band} />
        </>
      )}
      {points.map((point, index) =>
        index % every === 0 && centre(index) < width - 24 ? (
          <text key={point.key} className="when" x={centre(index)} y={HEIGHT - 6} textAnchor="middle">
            {point.short}
          </text>
        ) : null,
      )}
    </svg>
  )
}

interface ShapeProps {
  x: (index: number) => number
  level: (value: number) => number
}

function Line({ points, x, level, at }: ShapeProps & { points: ChartPoint[]; at: number | null }) {
  const spotsOf = (values: Array<number | null>) =>
    values.map((value, index) => (value === null ? null : { x: x(index), y: level(value) }))
  const spots = spotsOf(points.map((point) => point.value))
  const before = spotsOf(points.map((point) => point.before?.value ?? null))
  const still = spots.map((spot, index) => (points[index]?.running ? null : spot))
  // From the last point that is over to the one that still grows.
  const growing = spots.map((spot, index) => (points[index]?.running || points[index + 1]?.running ? spot : null))
  // A line of one point cannot be seen; a dot can.
  const dot = at ?? (points.length === 1 ? 0 : null)
  const spot = dot === null ? null : spots[dot]
  return (
    <>
      <path className="line before" d={linePath(before)} />
      <path className="area" d={areaPath(spots, level(0))} />
      <path className="line" d={linePath(still)} />
      <path className="line growing" d={linePath(growing)} />
      {spot && <circle className="dot" cx={spot.x} cy={spot.y} r={5} />}
    </>
  )
}

const isRunning = (point: ChartPoint) => point.running

interface BarsProps extends ShapeProps {
  look: string
  values: number[]
  band: number
  /** Of the band. */
  wide?: number
  fading?: boolean[]
}

function Bars({ look, values, x, band, level, wide: part = 0.62, fading }: BarsProps) {
  const wide = Math.max(1.5, Math.min(40 * (part / 0.62), band * part))
  return values.map((value, index) => {
    const top = Math.min(level(value), level(0))
    const tall = Math.abs(level(value) - level(0))
    const rounding = Math.min(3, wide / 3, tall)
    const name = fading?.[index] ? `${look} growing` : look
    return (
      <rect key={x(index)} className={name} x={x(index) - wide / 2} y={top} width={wide} height={tall} rx={rounding} />
    )
  })
}

/** No axis: it says on which days money came, the tooltip says how much. */
function MoneyStrip({ points, x, band }: { points: ChartPoint[]; x: (index: number) => number; band: number }) {
  const most = Math.max(1, ...points.map((point) => Math.abs(point.money) || 0))
  const base = TOP + PLOT + STRIP_GAP + STRIP
  const level = (value: number) => base - (Math.abs(value) / most) * STRIP
  return <Bars look="bar" values={points.map((point) => point.money || 0)} x={x} band={band} level={level} />
}
