import { describe, expect, test } from 'vitest'
import { fourierPlane, placesIn, principalPlanes, roundness } from './planes.ts'

/** Two circles, of frequencies 2 and 5, the first twice as large, in a space that is turned against them. */
const p = 13
const circles = (() => {
  const columns = 6
  const values = new Float64Array(p * columns)
  const mix = (i: number, j: number): number => Math.sin(1 + 3 * i * j + 7 * j * j + i * i) // any four vectors
  const parts = [2, 2, 5, 5].map((k, i) => (a: number) => (i < 2 ? 2 : 1) * (i % 2 === 0 ? Math.cos : Math.sin)((2 * Math.PI * k * a) / p))
  const basis = orthonormal(Array.from({ length: 4 }, (_, i) => Array.from({ length: columns }, (_, j) => mix(i, j))))
  for (let a = 0; a < p; a++) for (let j = 0; j < columns; j++) values[a * columns + j] = 0.4 + parts.reduce((sum, part, i) => sum + part(a) * basis[i]![j]!, 0)
  return { values, rows: p, columns }
})()

function orthonormal(vectors: number[][]): number[][] {
  const done: number[][] = []
  for (const vector of vectors) {
    const rest = done.reduce((v, unit) => v.map((x, j) => x - unit[j]! * v.reduce((s, y, i) => s + y * unit[i]!, 0)), vector)
    const length = Math.hypot(...rest)
    done.push(rest.map((x) => x / length))
  }
  return done
}

describe('planes of an embedding', () => {
  test('of principal axes show the circles, largest first, with their frequency and share', () => {
    const planes = principalPlanes(circles, 3, true)
    expect(planes.map(({ frequency, share, label }) => [frequency, share, label])).toEqual([[2, expect.closeTo(0.8, 8), 'PC 1, 2'], [5, expect.closeTo(0.2, 8), 'PC 3, 4']])
    const { x, y } = placesIn(planes[0]!, circles)
    expect(roundness(x, y)).toBeCloseTo(1, 8)
  })

  test('of a frequency hold that circle and nothing of the others', () => {
    const plane = fourierPlane(circles, 5)!
    const { x, y } = placesIn(plane, circles)
    expect(plane.share).toBeCloseTo(0.2, 8)
    x.forEach((value, a) => expect(Math.hypot(value, y[a]!)).toBeCloseTo(1, 8))
    expect(x[0]).toBeCloseTo(1, 8) // cosine along x: symbol 0 stands at the right
  })

  test('of a frequency that is not there is none', () => {
    expect(fourierPlane({ values: new Float64Array(p * 2), rows: p, columns: 2 }, 3)).toBeNull()
  })

  test('noise is not round', () => {
    const x = Float64Array.from({ length: 50 }, (_, i) => Math.sin(i * i))
    expect(roundness(x, x.map((_, i) => Math.sin(i * i * 3 + 1)))).toBeLessThan(0.8)
  })
})
