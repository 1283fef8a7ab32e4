import { describe, expect, test } from 'vitest'
import { climbInBox, type Climbed } from './boxed-ascent.ts'

/** −½ Σ c_i (y_i − m_i)² */
const dome = (curvature: readonly number[], middle: readonly number[]): Climbed => async (y) => ({
  value: -curvature.reduce((sum, c, i) => sum + (c * (y[i]! - middle[i]!) ** 2) / 2, 0),
  gradient: Float64Array.from(curvature, (c, i) => -c * (y[i]! - middle[i]!)),
})

describe('the largest value in a box', () => {
  test('is found inside where the summit is inside', async () => {
    const { at, value } = await climbInBox(dome([1, 30, 4], [0.2, -0.5, 0.7]), Float64Array.of(1, 1, 1), 30)
    expect(value).toBeCloseTo(0, 8)
    expect([...at].map((y) => Math.round(y * 1e3) / 1e3)).toEqual([0.2, -0.5, 0.7])
  })

  test('is on the side where the summit is beyond it', async () => {
    const { at } = await climbInBox(dome([1, 2], [5, 0.1]), Float64Array.of(1, 1), 20)
    expect(at[0]).toBe(1)
    expect(at[1]).toBeCloseTo(0.1, 5)
  })

  test('of a line is the corner, at once', async () => {
    const line: Climbed = async (y) => ({ value: 3 * y[0]! - 2 * y[1]!, gradient: Float64Array.of(3, -2) })
    const { at, value } = await climbInBox(line, Float64Array.of(0.5, 2), 10)
    expect([...at]).toEqual([0.5, -2])
    expect(value).toBe(5.5)
  })

  test('is the start where nothing rises, and the iterations are kept to', async () => {
    expect((await climbInBox(dome([1], [0]), Float64Array.of(1), 10)).iterations).toBe(0)
    let calls = 0
    const counted: Climbed = (y) => (calls++, dome([1, 100], [0.9, 0.9])(y))
    await climbInBox(counted, Float64Array.of(1, 1), 1)
    expect(calls).toBeLessThan(20)
  })
})
