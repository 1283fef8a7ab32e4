import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { stepScale } from './axes.ts'
import { reduce } from './reduce.ts'

const count = 100_000
const spikes = [40, 70_001]

/** A decaying curve of 100 000 steps with two spikes of one step each. */
function spiky(): { steps: Uint32Array; values: Float64Array } {
  const steps = Uint32Array.from({ length: count }, (_, i) => i + 1)
  const values = Float64Array.from(steps, (s) => 1 / (1 + s / 1000) + 0.01 * Math.sin(s))
  for (const s of spikes) values[s - 1] = 5
  return { steps, values }
}

const indices = (r: { stretches: readonly Uint32Array[] }): number[] => r.stretches.flatMap((s) => [...s])

describe('reducing keeps what can be seen', () => {
  const { steps, values } = spiky()
  for (const kind of ['log', 'linear'] as const) {
    for (const width of [300, 800, 2000]) {
      test(`spikes of one step survive on a ${kind} axis ${width} px wide`, () => {
        const kept = new Set(indices(reduce(steps, values, stepScale(kind, [1, count], [48, 48 + width], false))))
        for (const s of spikes) expect(kept.has(s - 1)).toBe(true)
        expect(kept.has(0) && kept.has(count - 1)).toBe(true)
        expect(kept.size).toBeLessThanOrEqual(4 * (width + 1))
      })
      test(`each decade has its points or 0.8 of its width in points, on a ${kind} axis ${width} px wide`, () => {
        const scale = stepScale(kind, [1, count], [48, 48 + width], false)
        const kept = indices(reduce(steps, values, scale)).map((i) => steps[i]!)
        for (let low = 1; low < count; low *= 10) {
          const inside = kept.filter((s) => s >= low && s < low * 10).length
          const pixels = scale.toPx(low * 10) - scale.toPx(low)
          expect(inside).toBeGreaterThanOrEqual(Math.min(low * 9, Math.floor(0.8 * pixels)))
        }
      })
    }
  }

  test('the drawn line covers the same rows of each pixel column as all points do', () => {
    const scale = stepScale('log', [1, count], [0, 500], false)
    const extent = (list: Iterable<number>) => {
      const columns = new Map<number, [number, number]>()
      for (const i of list) {
        const c = Math.floor(scale.toPx(steps[i]!))
        const [low, high] = columns.get(c) ?? [Infinity, -Infinity]
        columns.set(c, [Math.min(low, values[i]!), Math.max(high, values[i]!)])
      }
      return columns
    }
    expect(extent(indices(reduce(steps, values, scale)))).toEqual(extent(steps.keys()))
  })

  test('a logged schedule of a few hundred points is drawn whole', () => {
    const logged = Uint32Array.from({ length: 165 }, (_, i) => (i < 100 ? i + 1 : Math.ceil(100 * 1.05 ** (i - 99))))
    const r = reduce(logged, Float64Array.from(logged, Math.log), stepScale('log', [1, 2478], [48, 1048], false))
    expect(indices(r)).toEqual([...logged.keys()])
    expect([r.drawn, r.total]).toEqual([165, 165])
  })

  test('100 000 points take a few milliseconds', () => {
    const scale = stepScale('log', [1, count], [0, 800], false)
    const times = Array.from({ length: 15 }, () => {
      const start = performance.now()
      reduce(steps, values, scale)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(10) // about 1 ms where it was written; the rest is a slow computer's
  })
})

describe('gaps, windows and step 0', () => {
  const scale = stepScale('linear', [0, 9], [0, 90], false)
  test('NaN and infinity break the line and are not counted as drawn', () => {
    const r = reduce([...Array(10).keys()], [0, 1, NaN, 3, 4, 5, Infinity, -Infinity, 8, 9], scale)
    expect(r.stretches.map((s) => [...s])).toEqual([[0, 1], [3, 4, 5], [8, 9]])
    expect([r.drawn, r.total]).toEqual([7, 10])
  })
  test('a line that ends in NaN ends at its last finite point, in a crowded column too', () => {
    const steps = [...Array(1000).keys()]
    const r = reduce(steps, steps.map((s) => (s < 990 ? s : NaN)), stepScale('linear', [0, 999], [0, 10], false))
    expect(indices(r).at(-1)).toBe(989)
  })
  test('a gap at the edge of a crowded column breaks the line, one inside it cannot be seen and does not', () => {
    const steps = [...Array(101).keys()]
    const gaps = [18, 19, 50, 51, 74, 75] // columns of ten steps: the end of one, the beginning of one, the middle of one
    const { stretches } = reduce(steps, steps.map((s) => (gaps.includes(s) ? NaN : s % 7)), stepScale('linear', [0, 100], [0, 10], false))
    expect(stretches.map((s) => [s[0], s.at(-1)])).toEqual([[0, 17], [20, 49], [52, 100]])
  })
  test('a window keeps one point beyond each edge, uncounted', () => {
    const steps = [1, 5, 20, 100, 900, 2000]
    const r = reduce(steps, steps, stepScale('log', [10, 1000], [0, 100], false))
    expect(indices(r)).toEqual([1, 2, 3, 4, 5])
    expect([r.drawn, r.total]).toEqual([3, 3])
  })
  test('step 0 is drawn in its slot and left out where there is none', () => {
    const steps = [0, 1, 2, 3]
    expect(indices(reduce(steps, steps, stepScale('log', [1, 3], [0, 100], true)))).toEqual([0, 1, 2, 3])
    expect(indices(reduce(steps, steps, stepScale('log', [1, 3], [0, 100], false)))).toEqual([1, 2, 3])
  })
  test('no points give no line', () => {
    expect(reduce([], [], scale)).toEqual({ stretches: [], drawn: 0, total: 0 })
  })
})

const curve = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.oneof({ weight: 9, arbitrary: fc.double({ noNaN: true, min: -10, max: 10 }) }, { weight: 1, arbitrary: fc.constant(NaN) })), { minLength: 1, maxLength: 400 })
  .map((pairs) => {
    let s = 0
    return { steps: pairs.map(([d]) => (s += d)), values: pairs.map(([, v]) => v) }
  })

test('whatever the curve: indices ascend, first and last finite points are drawn, extremes are drawn, nothing is invented', () => {
  fc.assert(
    fc.property(curve, fc.constantFrom('log', 'linear') as fc.Arbitrary<'log' | 'linear'>, fc.integer({ min: 5, max: 300 }), ({ steps, values }, kind, width) => {
      const scale = stepScale(kind, [steps[0]!, Math.max(steps.at(-1)!, steps[0]! + 1)], [0, width], false)
      const r = reduce(steps, values, scale)
      const kept = indices(r)
      const finite = [...steps.keys()].filter((i) => Number.isFinite(values[i]))
      expect(kept.every((i, k) => k === 0 || i > kept[k - 1]!)).toBe(true)
      expect(kept.every((i) => Number.isFinite(values[i]))).toBe(true)
      expect(r.drawn).toBe(kept.length)
      expect(r.total).toBe(steps.length)
      if (finite.length === 0) return
      expect([kept[0], kept.at(-1)]).toEqual([finite[0], finite.at(-1)])
      const of = (list: number[]) => [Math.min(...list.map((i) => values[i]!)), Math.max(...list.map((i) => values[i]!))]
      expect(of(kept)).toEqual(of(finite))
    }),
  )
})
