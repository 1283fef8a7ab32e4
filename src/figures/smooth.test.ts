import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { buildCurvesScene } from './curves-scene.ts'
import { smooth, smoothingWords } from './smooth.ts'
import { CurvesSpec, SmoothingSpec } from './spec.ts'

const spec = (input: object): SmoothingSpec => SmoothingSpec.parse({ kind: 'median', width: 0.1, ...input })
const every = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i + 1)

/** Straight from the definition. */
function plainCentred(steps: ArrayLike<number>, values: readonly number[], half: number, place: (s: number) => number, of: (window: number[]) => number): number[] {
  return values.map((v, i) => {
    if (!Number.isFinite(v)) return v
    return of(values.filter((w, k) => Number.isFinite(w) && Math.abs(place(steps[k]!) - place(steps[i]!)) <= half + 1e-9))
  })
}
const medianOf = (list: number[]): number => {
  const s = list.toSorted((a, b) => a - b)
  const m = s.length >> 1
  return s.length % 2 === 1 ? s[m]! : (s[m - 1]! + s[m]!) / 2
}
const meanOf = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length

describe('smoothing', () => {
  const series = fc.array(fc.oneof({ weight: 9, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }) }, { weight: 1, arbitrary: fc.constant(NaN) }), { minLength: 1, maxLength: 120 })

  test('a centred median and mean are those of the points in the window, by steps or by decades of them', () => {
    fc.assert(
      fc.property(series, fc.constantFrom('step', 'log-step') as fc.Arbitrary<'step' | 'log-step'>, fc.integer({ min: 1, max: 30 }), (values, along, wide) => {
        const steps = every(values.length)
        const width = along === 'step' ? wide : wide / 30
        const place = along === 'step' ? (s: number) => s : Math.log10
        const median = smooth(steps, Float64Array.from(values), spec({ width, along }), false)
        const mean = smooth(steps, Float64Array.from(values), spec({ kind: 'mean', width, along }), false)
        expect([...median]).toEqual(plainCentred(steps, values, width / 2, place, medianOf))
        plainCentred(steps, values, width / 2, place, meanOf).forEach((v, i) => (Number.isNaN(v) ? expect(mean[i]).toBeNaN() : expect(mean[i]).toBeCloseTo(v, 9)))
      }),
      { numRuns: 60 },
    )
  })
  test('an average begins at its first point and leaves a constant as it is, on any schedule', () => {
    const steps = [1, 2, 3, 7, 50, 51, 900]
    const constant = smooth(steps, Float64Array.from(steps, () => 0.1), spec({ kind: 'ema', width: 0.3 }), false)
    expect([...constant]).toEqual(steps.map(() => 0.1))
    expect(smooth(steps, Float64Array.of(5, 1, 1, 1, 1, 1, 1), spec({ kind: 'ema' }), false)[0]).toBe(5)
  })
  test('an average of regular points is the bias-corrected recursion', () => {
    const values = [1, 4, 2, 8, 5]
    const weight = Math.exp(-1 / 3)
    let m = 0
    const expected = values.map((v, t) => (m = weight * m + (1 - weight) * v) / (1 - weight ** (t + 1)))
    smooth(every(5), Float64Array.from(values), spec({ kind: 'ema', width: 3, along: 'step' }), false).forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 12))
  })
  test('a spike of 1e30 leaves no trace in the means of windows without it', () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => (i === 50 ? 1e30 : 0.01))
    const mean = smooth(every(200), values, spec({ kind: 'mean', width: 4, along: 'step' }), false)
    for (let i = 60; i < 200; i += 1) expect(mean[i]).toBeCloseTo(0.01, 12)
  })
  test('gaps stay gaps, step 0 stands alone on a log axis, and averages of logarithms leave values at or below 0 as they are', () => {
    expect([...smooth([0, 1, 2], Float64Array.of(9, 1, 1), spec({ width: 5 }), false)]).toEqual([9, 1, 1])
    expect([...smooth([1, 2, 3], Float64Array.of(1, Infinity, 3), spec({ kind: 'mean', width: 9, along: 'step' }), false)]).toEqual([2, Infinity, 2])
    const logs = smooth([1, 2, 3], Float64Array.of(1, 0, 100), spec({ kind: 'mean', width: 9, along: 'step', values: 'log' }), true)
    expect(logs[0]).toBeCloseTo(10, 9)
    expect(logs[1]).toBe(0)
  })
  test('is said in words', () => {
    expect(smoothingWords(spec({ width: 0.05 }))).toBe('centred median, 0.05 decades of step')
    expect(smoothingWords(spec({ kind: 'ema', width: 100, along: 'step' }))).toBe('bias-corrected EMA, 100 steps')
    expect(smoothingWords(spec({ kind: 'mean', values: 'log' }))).toBe('centred mean of logarithms on log axes, 0.1 decades of step')
  })
})

test('the smoothed value at a step is the same at any zoom, width and resolution; what was stored lies behind', () => {
  const steps = every(50_000)
  const data = { r: { s: { steps, values: Float64Array.from(steps, (s) => Math.sin(s) + Math.log(s)) } } }
  const figure = (window: readonly [number, number] | null) =>
    CurvesSpec.parse({ version: 1, kind: 'curves', title: 't', step: { window }, smoothing: { kind: 'median', width: 0.05 }, panels: [{ id: 'p', title: 'P', y: { kind: 'linear' }, lines: [{ run: 'r', series: 's', role: 'measure' }] }] })
  const found = new Map<number, number>()
  let shared = 0
  for (const window of [null, [100, 2000], [900, 1100]] as const) {
    for (const [width, resolution] of [[400, 1], [1096, 2], [1900, 1]] as const) {
      const scene = buildCurvesScene(figure(window), data, { width, height: 300, resolution })
      const [behind, line] = scene.panels[0]!.lines
      expect([behind?.isBackdrop, line?.isBackdrop]).toEqual([true, false])
      expect(scene.facts.sentence).toContain('centred median, 0.05 decades of step')
      for (const stretch of line!.stretches) {
        stretch.steps.forEach((s, i) => {
          if (found.has(s)) shared += 1
          else found.set(s, stretch.values[i]!)
          expect(stretch.values[i]).toBe(found.get(s))
        })
      }
    }
  }
  expect(shared).toBeGreaterThan(500)
})
