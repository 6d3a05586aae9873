// What the map of the world is drawn from: reckoned once at build time, so that the browser needs no atlas and no projection.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  type ExtendedFeature,
  type ExtendedFeatureCollection,
  type GeoPath,
  type GeoPermissibleObjects,
  geoNaturalEarth1,
  geoPath,
} from 'd3-geo'
import iso from 'i18n-iso-countries'
import { feature } from 'topojson-client'
import type { Plugin } from 'vite'

interface WorldShapes {
  width: number
  height: number
  /** ISO 3166-1 alpha-2, and the outline of all its parts. */
  lands: Array<{ code: string; path: string }>
  /** The middle of each, also of those that are too small for an outline. */
  middles: Array<{ code: string; x: number; y: number }>
}

/** Twice what is shown on a wide screen: whole numbers are then fine enough, and a third shorter than decimals. */
const WIDTH = 2_000
/** Turned so that Siberia is not cut in two. */
const TURNED: [number, number] = [-11, 0]
const ANTARCTICA = '010'

/** What the atlas draws apart and the norm has no number for, under the code that databases of addresses use. */
const unnumbered: Record<string, string> = { 'N. Cyprus': 'CY', Somaliland: 'SO', Kosovo: 'XK' }

interface Country {
  code: string
  shape: ExtendedFeature
}

export function worldShapes(): WorldShapes {
  const large = countriesOf('110m')
  const drawn = new Set(large.map(({ code }) => code))
  const world: ExtendedFeatureCollection = { type: 'FeatureCollection', features: large.map(({ shape }) => shape) }
  const path = geoPath(geoNaturalEarth1().rotate(TURNED).fitWidth(WIDTH, world)).digits(0)
  const outlines = new Map<string, string>()
  for (const { code, shape } of large) outlines.set(code, (outlines.get(code) ?? '') + (path(shape) ?? ''))
  const small = countriesOf('50m').filter(({ code }) => !drawn.has(code))
  return {
    width: WIDTH,
    height: Math.ceil(path.bounds(world)[1][1]),
    lands: [...outlines].map(([code, outline]) => ({ code, path: outline })),
    middles: [...large, ...small].map(({ code, shape }) => {
      const [x, y] = path.centroid(largestPart(shape, path))
      return { code, x: Math.round(x), y: Math.round(y) }
    }),
  }
}

/** The middle of France is in France, not in the ocean between it and Guiana. */
function largestPart(shape: ExtendedFeature, path: GeoPath): GeoPermissibleObjects {
  const { geometry } = shape
  if (geometry?.type !== 'MultiPolygon') return shape
  const parts = geometry.coordinates.map((coordinates) => ({ type: 'Polygon' as const, coordinates }))
  return parts.reduce((best, part) => (path.area(part) > path.area(best) ? part : best))
}

function countriesOf(scale: '110m' | '50m'): Country[] {
  const file = createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}.json`)
  const atlas: Parameters<typeof feature>[0] = JSON.parse(readFileSync(file, 'utf8'))
  const { countries } = atlas.objects
  const found = countries === undefined ? undefined : feature(atlas, countries)
  if (found?.type !== 'FeatureCollection') throw new Error(`${file} holds no countries`)
  return found.features.flatMap((shape) => {
    const code = codeOf(String(shape.id ?? ''), String(shape.properties?.name))
    return code === undefined || shape.id === ANTARCTICA ? [] : [{ code, shape }]
  })
}

const codeOf = (id: string, name: string): string | undefined => iso.numericToAlpha2(id) ?? unnumbered[name]

const NAME = 'virtual:world-shapes'

/** `import { lands } from 'virtual:world-shapes'` */
export const worldShapesPlugin: Plugin = {
  name: 'world-shapes',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  load: (id) =>
    id === `\0${NAME}`
      ? Object.entries(worldShapes())
          // Parsed as JSON a long text is read faster than as a program.
          .map(([name, value]) => `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))})`)
          .join('\n')
      : null,
}
