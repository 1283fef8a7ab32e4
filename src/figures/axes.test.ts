import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { decadeDomain, linearScale, logScale, niceDomain, stepDomain, stepScale } from './axes.ts'
import { accuracyTicks, decadeTicks, stepTicks, valueTicks } from './ticks.ts'
import { StepAxisSpec } from './spec.ts'

const n = '\u202F'
const words = (ticks: readonly { label: string }[]) => ticks.map((t) => t.label).filter((l) => l !== '')

describe('the step axis', () => {
  test('log: ticks at 1 to 9 of each decade, words at decades', () => {
    const ticks = stepTicks(stepScale('log', [1, 2478], [48, 1048], false))
    expect(ticks.map((t) => t.value)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 2000])
    expect(words(ticks)).toEqual(['1', '10', '100', `1${n}000`])
    expect(ticks.filter((t) => t.major).map((t) => t.value)).toEqual([1, 10, 100, 1000])
  })
  test('less than two decades in view are named at 2 and 5 too', () => {
    expect(words(stepTicks(stepScale('log', [100, 2478], [0, 700], false)))).toEqual(['100', '200', '500', `1${n}000`, `2${n}000`])
  })
  test('step 0 has a marked slot left of the domain and comes back as 0', () => {
    const scale = stepScale('log', [1, 1000], [100, 1100], true)
    expect(scale.zeroSlot).toEqual({ from: 100, to: 128 })
    expect(scale.toPx(0)).toBe(114)
    expect(scale.toPx(1)).toBeCloseTo(128, 9)
    expect(scale.toPx(1000)).toBeCloseTo(1100, 9)
    expect([scale.toValue(100), scale.toValue(114)]).toEqual([0, 0])
    expect(scale.toValue(127)).toBeCloseTo(1, 9)
    expect(words(stepTicks(scale))[0]).toBe('0')
  })
  test('linear ticks are round steps with words', () => {
    expect(words(stepTicks(stepScale('linear', [0, 2000], [0, 600], false)))).toEqual(['0', '500', `1${n}000`, `1${n}500`, `2${n}000`])
  })
  test('px and steps invert each other', () => {
    fc.assert(
      fc.property(fc.constantFrom('log', 'linear') as fc.Arbitrary<'log' | 'linear'>, fc.boolean(), fc.integer({ min: 1, max: 100_000 }), (kind, zero, step) => {
        const scale = stepScale(kind, [1, 100_000], [48, 1048], zero)
        const back = scale.toValue(scale.toPx(step))
        // the half of the slot next to step 1 belongs to step 1
        return Math.abs(back / step - 1) < 1e-9
      }),
    )
  })
})

describe('the domain of steps', () => {
  const domain = (spec: object, ...steps: number[][]) => stepDomain(StepAxisSpec.parse(spec), steps)
  test('spans all lines, and step 0 asks for the slot', () => {
    expect(domain({}, [0, 1, 900], [2, 1200])).toEqual({ domain: [1, 1200], zero: true })
    expect(domain({}, [1, 900])).toEqual({ domain: [1, 900], zero: false })
    expect(domain({ zero: 'hidden' }, [0, 5])).toEqual({ domain: [5, 50], zero: false })
    expect(domain({ scale: 'linear' }, [0, 5])).toEqual({ domain: [0, 5], zero: false })
  })
  test('from step 1 on a log axis is from step 0 on a linear one: the first point is never lost between them', () => {
    expect(domain({ scale: 'linear', domain: [1, 1000], zero: 'shown' }, [0, 900])).toEqual({ domain: [0, 1000], zero: false })
    expect(domain({ scale: 'linear', domain: [1, 1000], zero: 'hidden' }, [1, 900])).toEqual({ domain: [1, 1000], zero: false })
  })
  test('a window that begins after 1 has no slot', () => {
    expect(domain({ domain: [100, 2478] }, [0, 5000])).toEqual({ domain: [100, 2478], zero: false })
  })
  test('a run without points, or with one, still has an axis', () => {
    expect(domain({})).toEqual({ domain: [1, 10], zero: false })
    expect(domain({}, [])).toEqual({ domain: [1, 10], zero: false })
    expect(domain({}, [1])).toEqual({ domain: [1, 10], zero: false })
    expect(domain({ scale: 'linear' }, [0])).toEqual({ domain: [0, 10], zero: false })
  })
})

describe('value axes', () => {
  test('accuracy is written 0 %, 50, 100 % with lines at the quarters', () => {
    const ticks = accuracyTicks(linearScale([0, 1], [306, 86]))
    expect(ticks.map((t) => t.label)).toEqual(['0\u00A0%', '', '50', '', '100\u00A0%'])
    expect(ticks.map((t) => t.at)).toEqual([306, 251, 196, 141, 86])
  })
  test('loss has whole decades and true superscripts, every n-th where they would crowd', () => {
    expect(decadeDomain(4.08e-6, 13.7)).toEqual([1e-6, 100])
    expect(decadeDomain(1, 1)).toEqual([1, 10])
    expect(decadeDomain(Infinity, -Infinity)).toEqual([0.1, 10])
    expect(words(decadeTicks(logScale([1e-6, 100], [400, 0])))).toEqual(['10⁻⁶', '10⁻⁵', '10⁻⁴', '10⁻³', '10⁻²', '10⁻¹', '1', '10', '100'])
    expect(words(decadeTicks(logScale([1e-7, 100], [158, 0])))).toEqual(['10⁻⁶', '10⁻⁴', '10⁻²', '1', '100'])
  })
  test('a linear axis is round and never empty', () => {
    expect(niceDomain(12.5, 59.5)).toEqual([10, 60])
    expect(niceDomain(5, 5)[0]).toBeLessThan(5)
    expect(niceDomain(Infinity, -Infinity)).toEqual([0, 1])
    expect(words(valueTicks(linearScale([0, 60], [92, 0]), false))).toEqual(['0', '20', '40', '60'])
    expect(words(valueTicks(linearScale([0, 0.1], [92, 0]), true))).toEqual(['0\u00A0%', '5', '10\u00A0%'])
  })
})
