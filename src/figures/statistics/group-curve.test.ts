import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { groupCurve } from './group-curve.ts'
import { onGrid, sharedGrid } from './shared-grid.ts'

const member = (...points: (readonly [number, number])[]) => ({ x: Float64Array.from(points, ([x]) => x), values: Float64Array.from(points, ([, v]) => v) })
const plain = { centre: 'mean', band: 't', level: 0.95, evaluation: 'hold' } as const

describe('members on a shared grid', () => {
  test('the grid is every logged x once, ascending, whatever the schedules', () => {
    expect([...sharedGrid([member([0, 1], [1, 1], [10, 1]), member([1, 1], [5, 1]), member([10, 1], [20, 1])])]).toEqual([0, 1, 5, 10, 20])
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }), { maxLength: 5 }), (lists) => {
        const grid = sharedGrid(lists.map((list) => ({ x: list.sort((a, b) => a - b), values: list })))
        expect([...grid]).toEqual([...new Set(lists.flat())].sort((a, b) => a - b))
      }),
    )
  })
  test('a value is held until the next, or goes straight to it; neither before the first nor after the last', () => {
    const grid = Float64Array.of(0, 2, 4, 6, 10, 11)
    const m = member([2, 1], [6, 3], [10, 5])
    expect([...onGrid(m, grid, 'hold')]).toEqual([NaN, 1, 1, 3, 5, NaN])
    expect([...onGrid(m, grid, 'linear')]).toEqual([NaN, 1, 2, 3, 5, NaN])
  })
  test('what is not finite is not carried on and not reached from either side', () => {
    const m = member([1, 1], [3, NaN], [5, 2], [7, Infinity])
    const grid = Float64Array.of(1, 2, 3, 4, 5, 6, 7)
    expect([...onGrid(m, grid, 'hold')]).toEqual([1, 1, NaN, NaN, 2, 2, NaN])
    expect([...onGrid(m, grid, 'linear')]).toEqual([1, NaN, NaN, NaN, 2, NaN, NaN])
  })
})

describe('the curve of a group', () => {
  test('n is counted at each x, and where fewer than two members are left there is neither centre nor band', () => {
    const { x, centre, count, band } = groupCurve([member([1, 1], [2, 2], [3, 3]), member([1, 3], [2, 4]), member([1, 5])], plain)
    expect([...x]).toEqual([1, 2, 3])
    expect([...count]).toEqual([3, 2, 1])
    expect([...centre]).toEqual([3, 3, NaN])
    expect(band?.low[2]).toBeNaN()
    expect(band?.low[1]).toBeLessThan(2)
  })
  test('constant curves on different schedules have the band of their values everywhere: no point counts twice', () => {
    // Where other trackers' interior points came out at 0.046: five constant curves, t-interval of half width 0.0981…
    const levels = [0.8, 0.85, 0.9, 0.95, 1]
    const members = levels.map((v, i) => member([0, v], [3 + i, v], [17, v], [100, v]))
    const { centre, band } = groupCurve(members, plain)
    for (const c of centre) expect(c).toBeCloseTo(0.9, 12)
    band?.low.forEach((low, i) => expect((band.high[i]! - low) / 2).toBeCloseTo(0.0981621580738779, 12))
  })
  test('a member of one point counts where that point is', () => {
    expect([...groupCurve([member([5, 1]), member([1, 2], [5, 3], [9, 4])], plain).centre]).toEqual([NaN, 2, NaN])
  })
  test('members that are not finite, or not above 0 for a geometric mean, leave the count', () => {
    const members = [member([1, NaN], [2, 0], [3, 4]), member([1, 1], [2, 4], [3, 9]), member([1, 2], [2, 9], [3, 6])]
    expect([...groupCurve(members, { ...plain, centre: 'geometric' }).count]).toEqual([2, 2, 3])
    expect(groupCurve(members, { ...plain, centre: 'geometric' }).centre[1]).toBeCloseTo(6, 12)
    expect([...groupCurve(members, plain).count]).toEqual([2, 3, 3])
  })
  test('a bootstrap of a long series is made at some hundred of its x, denser at the beginning; the mean at all', () => {
    const long = (by: number) => member(...Array.from({ length: 8_000 }, (_, i) => [i + 1, by + Math.sin(i)] as const))
    const { centre, band } = groupCurve([long(0), long(1), long(3)], { ...plain, band: 'bootstrap' })
    expect(centre.filter(Number.isFinite)).toHaveLength(8_000)
    expect(band?.x.length).toBeLessThanOrEqual(402)
    expect([band?.x[0], band?.x.at(-1)]).toEqual([1, 8_000])
    expect(band?.x.filter((x) => x <= 100).length).toBeGreaterThan(40)
    expect(band?.low.every(Number.isFinite)).toBe(true)
  })
})
