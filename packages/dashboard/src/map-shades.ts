// How dark a country is on the map. By the root, so that the second country is still seen beside a large first one.
export const SHADES = 5

/** 0 is nothing, 5 the most. */
export function shadeOf(value: number, most: number): number {
  if (!(value > 0) || !(most > 0)) return 0
  return Math.max(1, Math.min(SHADES, Math.ceil(Math.sqrt(value / most) * SHADES)))
}
