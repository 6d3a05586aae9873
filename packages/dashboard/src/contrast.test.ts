// Words can be read on every ground they stand on, in light and in dark: WCAG 2.2, level AA.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'styles/tokens.css'), 'utf8')
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')

const colorsOf = (part: string) =>
  new Map([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))

const schemes = {
  light: colorsOf(light),
  // What dark does not say is as in light.
  dark: new Map([...colorsOf(light), ...colorsOf(dark)]),
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (more + 0.05) / (less + 0.05)
}

const grounds = ['bg', 'surface', 'sunken', 'traffic-wash']
const words = ['ink', 'ink-2', 'ink-3', 'traffic', 'money', 'up', 'down', 'danger']
const pairs = [
  ...grounds.flatMap((ground) => words.map((word) => [word, ground] as const)),
  ...(['ink', 'ink-2'] as const).flatMap((word) =>
    ['traffic-soft', 'money-soft', 'danger-soft', 'warn-soft'].map((ground) => [word, ground] as const),
  ),
  ['warn-ink', 'warn-soft'] as const,
  ['danger', 'danger-soft'] as const,
  ['action-ink', 'action'] as const,
]
/** What is drawn and not written: marks, lines of a chart, the ring of the focus. */
const marks = ['traffic', 'money-fill', 'line-strong', 'focus'].flatMap((mark) =>
  (['bg', 'surface'] as const).map((ground) => [mark, ground] as const),
)

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  const value = (name: string) => schemes[scheme].get(name) ?? `no color ${name}`
  it.each(pairs)('%s is read on %s', (word, ground) => {
    expect(contrast(value(word), value(ground))).toBeGreaterThanOrEqual(4.5)
  })
  it.each(marks)('%s is seen on %s', (mark, ground) => {
    expect(contrast(value(mark), value(ground))).toBeGreaterThanOrEqual(3)
  })
})
