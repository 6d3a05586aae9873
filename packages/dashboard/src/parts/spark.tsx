// A small line without axes: the shape of the last days.
import { areaPath, linePath, place, scaleFor } from '../chart-scale.ts'

const WIDTH = 240
const HEIGHT = 40

export function Spark({ values }: { values: number[] }) {
  const scale = scaleFor(values, 1)
  const spots = values.map((value, index) => ({
    x: (index / Math.max(1, values.length - 1)) * WIDTH,
    y: place(value, scale, HEIGHT - 2) + 1,
  }))
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path className="spark-area" d={areaPath(spots, HEIGHT)} />
      <path className="spark-line" d={linePath(spots)} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
