import { describe, expect, test } from 'vitest'
import { principalAxes, scores, sharedFrequency, turnOrder } from './principal-axes.ts'

/** Neurons are cosines of one frequency at many phases: the inputs lie on a circle. */
function circleOf(p: number, k: number, columns: number) {
  const values = new Float64Array(p * columns)
  for (let a = 0; a < p; a++) for (let j = 0; j < columns; j++) values[a * columns + j] = 3 + Math.cos((2 * Math.PI * k * a) / p + (2 * Math.PI * j) / columns)
  return { values, rows: p, columns }
}

describe('the principal axes of one circuit', () => {
  const picture = circleOf(31, 7, 20)
  const axes = principalAxes(picture, 4)

  test('are two, because a wave is a circle', () => {
    expect(axes.components).toBe(2)
  })

  test('put every input at the same distance from the middle', () => {
    const [x, y] = [scores(picture, axes, 0), scores(picture, axes, 1)]
    const radii = Array.from(x, (value, a) => Math.hypot(value, y[a]!))
    for (const radius of radii) expect(radius).toBeCloseTo(radii[0]!, 9)
    expect(sharedFrequency(x, y)).toBe(7)
  })

  test('are unit vectors at right angles', () => {
    const dot = (i: number, j: number) => Array.from({ length: 20 }, (_, k) => axes.vectors[i * 20 + k]! * axes.vectors[j * 20 + k]!).reduce((s, v) => s + v, 0)
    expect(dot(0, 0)).toBeCloseTo(1, 10)
    expect(dot(0, 1)).toBeCloseTo(0, 10)
  })
})

test('a constant matrix has no axes', () => {
  expect(principalAxes({ values: new Float64Array(30).fill(2), rows: 5, columns: 6 }, 2).components).toBe(0)
})

test('a turn visits every input once and comes back, in steps of 1/k', () => {
  const turn = turnOrder(31, 7)
  expect(new Set(turn.slice(0, 31)).size).toBe(31)
  expect(turn.at(-1)).toBe(turn[0])
  expect(((turn[1] ?? 0) * 7) % 31).toBe(1)
  expect(turnOrder(6, 2)).toEqual([0, 1, 2, 3, 4, 5, 0])
})
