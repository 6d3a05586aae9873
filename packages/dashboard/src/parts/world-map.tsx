// The countries as a map: darker is more. The same rows as the table beside it; arrow keys go through them, largest first.

import { height, lands, middles, width } from 'virtual:world-shapes'
import { type KeyboardEvent, useId, useState } from 'react'
import { SHADES, shadeOf } from '../map-shades.ts'

export interface MapPlace {
  code: string
  name: string
  value: number
  /** What is told when it is pointed at: "1,637 visitors", "€2,940.00". */
  facts: string[]
  chosen: boolean
  toggle: () => void
}

interface WorldMapProps {
  label: string
  look: 'money' | 'traffic'
  /** The largest first. */
  places: MapPlace[]
}

const outlines = new Map(lands.map(({ code, path }) => [code, path]))
const spots = new Map(middles.map(({ code, x, y }) => [code, { x, y }]))

export function WorldMap({ label, look, places }: WorldMapProps) {
  const id = useId()
  const [at, setAt] = useState<string | null>(null)
  const drawn = places.filter(({ code }) => spots.has(code))
  const most = Math.max(0, ...drawn.map(({ value }) => value || 0))
  const pointed = drawn.find(({ code }) => code === at)
  const onKey = (event: KeyboardEvent) => {
    const to = indexByKey(
      event.key,
      drawn.findIndex(({ code }) => code === at),
      drawn.length - 1,
    )
    if (event.key === 'Escape') setAt(null)
    if (to === undefined && event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    if (to === undefined) pointed?.toggle()
    else setAt(drawn[to]?.code ?? null)
  }
  return (
    <div className={`world ${look}`}>
      <div
        className="world-box"
        role="listbox"
        aria-label={label}
        aria-activedescendant={pointed && `${id}-${pointed.code}`}
        tabIndex={0}
        onKeyDown={onKey}
        onBlur={() => setAt(null)}
        onPointerLeave={() => setAt(null)}
      >
        <svg className="drawing" viewBox={`0 0 ${width} ${height}`} role="presentation">
          {lands.map(({ code, path }) => (
            <path key={code} className="land" d={path} />
          ))}
          {[...drawn].reverse().map((place) => (
            <Place
              key={place.code}
              id={`${id}-${place.code}`}
              place={place}
              shade={shadeOf(place.value, most)}
              pointed={place.code === at}
              point={() => setAt(place.code)}
            />
          ))}
        </svg>
        {pointed !== undefined && <Tip place={pointed} />}
      </div>
      <Legend />
    </div>
  )
}

function indexByKey(key: string, index: number, last: number): number | undefined {
  const next = Math.min(last, index + 1)
  const before = Math.max(0, index - 1)
  return { ArrowRight: next, ArrowDown: next, ArrowLeft: before, ArrowUp: before, Home: 0, End: last }[key]
}

interface PlaceProps {
  id: string
  place: MapPlace
  shade: number
  pointed: boolean
  point: () => void
}

/** What is too small for an outline is a dot. */
function Place({ id, place, shade, pointed, point }: PlaceProps) {
  const path = outlines.get(place.code)
  const spot = spots.get(place.code)
  const shape = {
    id,
    role: 'option',
    'aria-label': [place.name, ...place.facts].join(', '),
    'aria-selected': place.chosen,
    className: pointed ? 'land place pointed' : 'land place',
    'data-shade': shade,
    onPointerEnter: point,
    onClick: place.toggle,
  }
  return path === undefined ? <circle {...shape} cx={spot?.x} cy={spot?.y} r={11} /> : <path {...shape} d={path} />
}

function Tip({ place: { code, name, facts } }: { place: MapPlace }) {
  const { x, y } = spots.get(code) ?? { x: 0, y: 0 }
  const side = x > width / 2 ? { right: `${100 - (x / width) * 100}%` } : { left: `${(x / width) * 100}%` }
  return (
    <div className="tip world-tip" style={{ ...side, top: `${(y / height) * 100}%` }} aria-hidden="true">
      <strong>{name}</strong>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </div>
  )
}

function Legend() {
  return (
    <p className="world-legend" aria-hidden="true">
      less
      {Array.from({ length: SHADES }, (_, index) => (
        <i key={index} data-shade={index + 1} />
      ))}
      more
    </p>
  )
}
