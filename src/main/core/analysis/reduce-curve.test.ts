import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SeriesData } from '../../../shared/schema/run.ts'
import { crossing, extentOf, joined, pointNear } from './reduce-curve.ts'

const curve = (...points: readonly (readonly [step: number, value: number])[]): SeriesData => ({
  steps: Uint32Array.from(points, ([step]) => step),
  values: Float64Array.from(points, ([, value]) => value),
})

/** Curves of any values, NaN and infinities among them, at ascending steps. */
const curves = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.oneof(fc.constantFrom(NaN, Infinity, -Infinity, 0, 1), fc.double())), { maxLength: 30 })
  .map((points) => {
    let step = -1
    return curve(...points.map(([gap, value]) => [(step += gap), value] as const))
  })

describe('a stored point of a curve', () => {
  test('first, last and the first of the smallest and largest, passing over NaN', () => {
    expect(extentOf(curve([0, NaN], [1, 3], [2, 1], [4, 1], [8, 3]))).toEqual({
      count: 5, first: { step: 0, value: NaN }, last: { step: 8, value: 3 }, min: { step: 2, value: 1 }, max: { step: 1, value: 3 },
    })
    expect(extentOf(curve([3, NaN], [5, NaN]))).toMatchObject({ min: { step: 3, value: NaN }, max: { step: 3, value: NaN } })
    expect(extentOf(curve([0, -Infinity], [1, Infinity]))).toMatchObject({ min: { step: 0 }, max: { step: 1 } })
    expect(extentOf(curve())).toBeNull()
  })

  test('one point is everything', () => {
    const only = { step: 7, value: 0.5 }
    expect(extentOf(curve([7, 0.5]))).toEqual({ count: 1, first: only, last: only, min: only, max: only })
  })

  test('nearest to a step: the earlier of two, none behind the end', () => {
    const some = curve([0, 10], [4, 11], [8, 12])
    expect([0, 1, 2, 3, 4, 6, 7, 8, 9].map((step) => pointNear(some, step)?.step ?? null)).toEqual([0, 0, 0, 4, 4, 4, 8, 8, null])
    expect(pointNear(curve(), 0)).toBeNull()
  })

  test('the first at a threshold or beyond it, upwards or downwards', () => {
    const some = curve([0, 0.1], [1, NaN], [2, 0.95], [3, 0.5], [4, 0.99])
    expect(crossing(some, 0.95, 'rising')).toEqual({ step: 2, value: 0.95 })
    expect(crossing(some, 0.96, 'rising')).toEqual({ step: 4, value: 0.99 })
    expect(crossing(some, 1, 'rising')).toBeNull()
    expect(crossing(some, 0.1, 'falling')).toEqual({ step: 0, value: 0.1 })
  })

  test('what is joined from two parts is what the whole has', () => {
    fc.assert(
      fc.property(curves, fc.nat(30), (whole, cut) => {
        const part = (from: number, to?: number): SeriesData => ({ steps: whole.steps.subarray(from, to), values: whole.values.subarray(from, to) })
        expect(joined(extentOf(part(0, cut)), extentOf(part(cut)))).toEqual(extentOf(whole))
      }),
    )
  })

  test('nearest is what looking at every point finds', () => {
    fc.assert(
      fc.property(curves, fc.nat(160), (whole, step) => {
        const last = whole.steps.at(-1)
        const best = [...whole.steps].reduce<number | null>((near, s) => (near === null || Math.abs(s - step) < Math.abs(near - step) ? s : near), null)
        expect(pointNear(whole, step)?.step ?? null).toBe(last === undefined || last < step ? null : best)
      }),
    )
  })
})
