import { interpolateRdBu } from 'd3-scale-chromatic'
import { fromOklab, parseHex, toOklab, type Rgb } from './oklab.ts'
import type { ColourMapName } from './spec.ts'
import { themes, type ThemeName } from './themes.ts'

/** Entries of a look-up table: odd, so that 0 of symmetric limits is exactly the middle entry, the neutral of the theme. */
export const lutLength = 511

export interface ColourMap {
  readonly name: ColourMapName
  /** r, g, b of each entry, from the lower to the upper limit. */
  readonly lut: Uint8ClampedArray
  /** The colour of cells that are not numbers. */
  readonly missing: Rgb
}

type Shade = 'light' | 'dark'

/** Brown negative, teal positive: no weight can be read as train or test. The middle stop is --map-zero. */
const brownTeal: Readonly<Record<Shade, readonly string[]>> = {
  light: ['#4E2F06', '#8F5A17', '#C99A55', '#EAD7B3', themes.light['map-zero'], '#C2E2DC', '#6DB9AC', '#1F7F74', '#003F37'],
  dark: ['#F6D9A0', '#D99B4A', '#8A5A20', '#443018', themes.dark['map-zero'], '#173833', '#1B7267', '#45B8A6', '#B5F0E3'],
}

/** Paper to deep sea, reversed in lightness on dark, so that low values recede in both. */
const tide: Readonly<Record<Shade, readonly string[]>> = {
  light: ['#F8F8F5', '#D3E5E2', '#8CC4C6', '#3A8FA6', '#1F5A80', '#12233F'],
  dark: ['#17181A', '#1B2F45', '#1F567A', '#2F8AA5', '#7CC3C4', '#E6F7EC'],
}

/** Pale, slate, ink, rust and back: both ends are one colour, and lightness turns once. */
const cyclic: readonly string[] = ['#E6E1E4', '#9DB8C8', '#5F7FBD', '#58419A', '#33154A', '#5E1A4C', '#A4454E', '#C68D72', '#E6E1E4']

/** Stops at equal distances, straight lines between them in OKLab. */
function fromStops(stops: readonly string[]): Uint8ClampedArray {
  const points = stops.map((stop) => toOklab(parseHex(stop)))
  return fill((t) => {
    const place = t * (points.length - 1)
    const k = Math.min(points.length - 2, Math.floor(place))
    const [from, to] = [points[k], points[k + 1]]
    if (from === undefined || to === undefined) return [0, 0, 0]
    const mix = (i: 0 | 1 | 2): number => from[i] + (to[i] - from[i]) * (place - k)
    return fromOklab([mix(0), mix(1), mix(2)])
  })
}

/** d3 writes colours as "rgb(r, g, b)". */
function fromInterpolator(interpolate: (t: number) => string): Uint8ClampedArray {
  return fill((t) => (interpolate(t).match(/\d+/g) ?? []).map(Number) as unknown as Rgb)
}

function fill(colour: (t: number) => Rgb): Uint8ClampedArray {
  const lut = new Uint8ClampedArray(lutLength * 3)
  for (let i = 0; i < lutLength; i += 1) lut.set(colour(i / (lutLength - 1)), i * 3)
  return lut
}

const made = new Map<string, ColourMap>()

function tableOf(name: ColourMapName, shade: Shade): Uint8ClampedArray {
  switch (name) {
    case 'RdBu':
      return fromInterpolator(interpolateRdBu)
    case 'BrBG':
      return fromStops(brownTeal[shade])
    case 'tide':
      return fromStops(tide[shade])
    case 'twilight':
      return fromStops(cyclic)
  }
}

/** The colour map of a name in a theme; made once. RdBu is the literature's, and it and the cyclic one are the same everywhere. */
export function colourMap(name: ColourMapName, theme: ThemeName): ColourMap {
  const shade: Shade = theme === 'dark' ? 'dark' : 'light'
  const key = `${name} ${shade}`
  const known = made.get(key)
  if (known !== undefined) return known
  const map: ColourMap = { name, lut: tableOf(name, shade), missing: parseHex(themes[shade]['map-missing']) }
  made.set(key, map)
  return map
}

/** `count` colours from the lower to the upper limit as `rgb(r,g,b)`, for a colour bar. */
export function colourStops(map: ColourMap, count = 17): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const at = Math.round((i / (count - 1)) * (lutLength - 1)) * 3
    return `rgb(${map.lut[at] ?? 0},${map.lut[at + 1] ?? 0},${map.lut[at + 2] ?? 0})`
  })
}
