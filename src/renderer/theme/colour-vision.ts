import type { Preferences } from './preferences.ts'

export type SimulatedVision = Exclude<Preferences['vision'], 'normal'>

/** Three rows of weights on linear red, green and blue. */
export type ColourMatrix = readonly [Row, Row, Row]
type Row = readonly [number, number, number]

const luminance: Row = [0.2126, 0.7152, 0.0722]

/**
 * How a colour arrives where one kind of cone is missing, on linear RGB:  c' = M c. Rows sum to 1, so greys stay greys.
 *
 * Source: Machado, Oliveira, Fernandes, "A physiologically-based model for simulation of color vision deficiency", IEEE TVCG 15 (2009),
 * severity 1.0; grey is the relative luminance of ITU-R BT.709.
 */
export const colourMatrices: Readonly<Record<SimulatedVision, ColourMatrix>> = {
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  grey: [luminance, luminance, luminance],
}

/** The 4 × 5 matrix of `feColorMatrix`: alpha is left alone and nothing is added. */
export function filterValues(vision: SimulatedVision): string {
  return [...colourMatrices[vision].map((row) => [...row, 0, 0]), [0, 0, 0, 1, 0]].map((row) => row.join(' ')).join(' ')
}

/** A colour `#RRGGBB` as that vision sees it, rounded to bytes like the filter on the page does. */
export function seenBy(vision: SimulatedVision, hex: string): string {
  const linear = [1, 3, 5].map((at) => toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  const seen = colourMatrices[vision].map((row) => toDisplay(Math.min(1, Math.max(0, row.reduce((sum, weight, i) => sum + weight * (linear[i] ?? 0), 0)))))
  return `#${seen.map((value) => Math.round(value * 255).toString(16).padStart(2, '0')).join('')}`
}

/** The transfer curve of sRGB, IEC 61966-2-1. */
function toLinear(v: number): number {
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
}

function toDisplay(v: number): number {
  return v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055
}
