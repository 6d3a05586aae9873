// What the pictures of Stripe's pages are drawn of: a window, words, fields, buttons, and the ring around what to click.
import type { ReactNode } from 'react'

export const PICTURE_WIDTH = 480

interface PictureProps {
  /** The picture in words, for those who do not see it. */
  alt: string
  /** What the page is called at Stripe. */
  page: string
  height: number
  children: ReactNode
}

/** Drawn, not photographed: in the reader's light or dark, and sharp at every size. */
export function Picture({ alt, page, height, children }: PictureProps) {
  return (
    <svg className="picture" viewBox={`0 0 ${PICTURE_WIDTH} ${height}`} role="img" aria-label={alt}>
      <rect className="picture-page" x={1} y={1} width={PICTURE_WIDTH - 2} height={height - 2} rx={10} />
      <path className="picture-rule" d={`M1 36H${PICTURE_WIDTH - 1}`} />
      {[18, 32, 46].map((x) => (
        <circle key={x} className="picture-dot" cx={x} cy={18} r={4} />
      ))}
      <Words x={66} y={23} look="mute">
        {page}
      </Words>
      {children}
    </svg>
  )
}

interface WordsProps {
  x: number
  y: number
  look?: 'title' | 'label' | 'mute' | 'code' | 'press'
  anchor?: 'start' | 'middle' | 'end'
  children: ReactNode
}

export function Words({ x, y, look = 'label', anchor = 'start', children }: WordsProps) {
  return (
    <text className={`picture-${look}`} x={x} y={y} textAnchor={anchor}>
      {children}
    </text>
  )
}

interface BoxProps {
  x: number
  y: number
  width: number
}

/** A field of a form, with its name above it. */
export function FieldBox({ x, y, width, name, children }: BoxProps & { name: string; children: ReactNode }) {
  return (
    <>
      <Words x={x} y={y}>
        {name}
      </Words>
      <rect className="picture-field" x={x} y={y + 8} width={width} height={30} rx={6} />
      <Words x={x + 10} y={y + 28} look="code">
        {children}
      </Words>
    </>
  )
}

export function Press({ x, y, width, children }: BoxProps & { children: ReactNode }) {
  return (
    <>
      <rect className="picture-button" x={x} y={y} width={width} height={30} rx={6} />
      <Words x={x + width / 2} y={y + 20} look="press" anchor="middle">
        {children}
      </Words>
    </>
  )
}

/** Some choices side by side, of which one is taken. */
export function Choices({ x, y, width, names, taken }: BoxProps & { names: string[]; taken: string }) {
  const each = width / names.length
  return names.map((name, index) => (
    <g key={name}>
      <rect
        className={name === taken ? 'picture-choice taken' : 'picture-choice'}
        x={x + index * each}
        y={y}
        width={each - 4}
        height={22}
        rx={5}
      />
      <Words x={x + index * each + (each - 4) / 2} y={y + 15} look={name === taken ? 'label' : 'mute'} anchor="middle">
        {name}
      </Words>
    </g>
  ))
}

export function Option({ x, y, taken, children }: Omit<BoxProps, 'width'> & { taken: boolean; children: ReactNode }) {
  return (
    <>
      <circle className={taken ? 'picture-radio taken' : 'picture-radio'} cx={x + 7} cy={y - 4} r={6.5} />
      {taken && <circle className="picture-radio-dot" cx={x + 7} cy={y - 4} r={3} />}
      <Words x={x + 22} y={y}>
        {children}
      </Words>
    </>
  )
}

/** Around what is to be clicked, with the number of the step that says so. */
export function Ring({ x, y, width, height, step }: BoxProps & { height: number; step: number }) {
  return (
    <g className="picture-ring">
      <rect x={x - 5} y={y - 5} width={width + 10} height={height + 10} rx={10} />
      <circle cx={x + width + 4} cy={y - 4} r={11} />
      <text x={x + width + 4} y={y + 0.5} textAnchor="middle">
        {step}
      </text>
    </g>
  )
}
