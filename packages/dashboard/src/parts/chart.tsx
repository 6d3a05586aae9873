// One figure over time, with the money of each day beneath it. Drawn by hand as SVG: two shapes, an axis and a
// cursor are a tenth of a chart library's bytes, print well, and can be read by keyboard and screen reader.
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useState } from 'react'
import { scaleFor } from '../chart-scale.ts'
import { ChartDrawing, type ChartPoint, gutterOf } from './chart-drawing.tsx'
import { ChartTable } from './chart-table.tsx'
import { useWidth } from './use-width.ts'

export interface ChartProps {
  title: string
  look: 'money' | 'traffic'
  points: ChartPoint[]
  unit: number
  formatValue: (value: number | null) => string
  formatTick: (value: number) => string
  formatMoney: (value: number) => string
}

export function Chart(props: ChartProps) {
  const { title, look, points, formatValue, formatMoney } = props
  const [box, width] = useWidth<HTMLDivElement>()
  const [at, setAt] = useState<number | null>(null)
  const values = points.flatMap((point) => [point.value ?? [], point.before?.value ?? []].flat())
  const scale = scaleFor(values, props.unit)
  const ticks = scale.ticks.map((tick) => ({ value: tick, label: props.formatTick(tick) }))
  const gutter = gutterOf(ticks.map((tick) => tick.label))
  const last = points.length - 1
  const point = at === null ? undefined : points[Math.min(at, last)]
  const speak = points[Math.min(at ?? last, last)]
  const say = (one: ChartPoint) =>
    [
      `${one.long}: ${formatValue(one.value)}`,
      ...(look === 'traffic' ? [`${formatMoney(one.money)} revenue`] : []),
      ...(one.before === null ? [] : [`${formatValue(one.before.value)} on ${one.before.long}`]),
    ].join(', ')

  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const inside = event.clientX - event.currentTarget.getBoundingClientRect().left - gutter
    setAt(clamp(Math.floor((inside / Math.max(1, width - gutter)) * points.length), last))
  }
  const onKey = (event: KeyboardEvent) => {
    const from = at ?? last
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key]
    if (event.key === 'Escape') setAt(null)
    if (to === undefined) return
    event.preventDefault()
    setAt(clamp(to, last))
  }

  return (
    <figure className={`chart ${look}`}>
      <figcaption>{title}</figcaption>
      <div
        ref={box}
        className="chart-box"
        role="slider"
        tabIndex={0}
        aria-label={`${title}: left and right move through time`}
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={Math.min(at ?? last, last) + 1}
        aria-valuetext={speak === undefined ? 'No days' : say(speak)}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={() => setAt(null)}
        onKeyDown={onKey}
        onBlur={() => setAt(null)}
      >
        {width > 0 && (
          <ChartDrawing points={points} look={look} scale={scale} ticks={ticks} width={width} gutter={gutter} at={at} />
        )}
        {point !== undefined && at !== null && (
          <Tip {...props} point={point} place={tipPlace(at, points.length, width, gutter)} />
        )}
      </div>
      <ChartTable {...props} />
    </figure>
  )
}

function Tip({
  point,
  place,
  look,
  formatValue,
  formatMoney,
}: ChartProps & { point: ChartPoint; place: CSSProperties }) {
  return (
    <div className="tip" style={place}>
      <span>
        {point.long}
        {point.running && ' (so far)'}
      </span>
      <strong>{formatValue(point.value)}</strong>
      {point.before !== null && (
        <span className="tip-before">
          {formatValue(point.before.value)} · {point.before.long}
        </span>
      )}
      {look === 'traffic' && <span className="money">{formatMoney(point.money)}</span>}
      {point.extra !== null && <span>{point.extra}</span>}
    </div>
  )
}

function clamp(index: number, last: number): number {
  return Math.max(0, Math.min(last, index))
}

/** React sets this through the CSSOM, which the content security policy allows. */
function tipPlace(at: number, count: number, width: number, gutter: number) {
  const x = gutter + ((at + 0.5) / count) * (width - gutter)
  return x > width / 2 ? { right: `${width - x + 14}px` } : { left: `${x + 14}px` }
}
