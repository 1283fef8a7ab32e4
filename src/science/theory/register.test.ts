import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { referenceNumerics } from '../../engine/ops/reference/numerics.ts'
import { theories, theoryById } from './index.ts'
import { marchenkoPastur } from './linear-estimators.ts'
import type { TheoryResult } from './theory.ts'

/** What only a measurement can give. */
const measured: Readonly<Record<string, unknown>> = { exponential_delay: { added: [0, 10, 20, 30], delays: [Math.exp(1), Math.exp(2), Math.exp(3), Math.exp(4)] } }
const compute = (id: string, given: object = {}): TheoryResult => theoryById(id).compute({ ...(measured[id] as object | undefined), ...given }, referenceNumerics)
const crossing = ({ x, y }: { readonly x: Float64Array; readonly y: Float64Array }, level: number): number => x[y.findIndex((value) => value >= level)] ?? NaN

describe('the register of theory', () => {
  test('ids are unique, and each names formula and source', () => {
    expect(new Set(theories.map(({ id }) => id)).size).toBe(theories.length)
    for (const { id, formula, source } of theories) {
      expect(id).toMatch(/^[a-z_]+$/)
      expect(formula + source).toMatch(/.{20}/)
    }
  })

  test.each(theories.map((theory) => [theory.id, theory] as const))('%s: every number it takes has range, unit and help', (_, { parameters }) => {
    const { properties = {} } = z.toJSONSchema(parameters, { io: 'input' }) as { properties?: Record<string, Record<string, unknown>> }
    for (const [key, own] of Object.entries(properties)) {
      expect(own, key).toMatchObject({ unit: expect.any(String), help: expect.any(String) })
      const each = (own['items'] ?? own) as Record<string, unknown>
      expect([each['minimum'] ?? each['exclusiveMinimum'], each['maximum'] ?? each['exclusiveMaximum']], key).toEqual([expect.any(Number), expect.any(Number)])
    }
  })

  test.each(theories.map(({ id }) => id))('%s: curves have as many y as x, x ascends, and the same parameters give the same numbers', (id) => {
    const result = compute(id)
    for (const [name, { x, y }] of Object.entries(result.curves)) {
      expect(y, name).toHaveLength(x.length)
      expect([...x], name).toEqual([...x].sort((a, b) => a - b))
    }
    expect(compute(id)).toEqual(result)
  })

  test('what does not fit is refused with the key, what is missing is named', () => {
    expect(() => theoryById('effective_theori')).toThrow(/Did you mean "effective_theory"/)
    expect(() => compute('decay_time', { weight_decai: 1 })).toThrow(/no parameter "weight_decai".*weight_decay/)
    expect(() => compute('decay_time', { weight_decay: -1 })).toThrow(/weight_decay of Time that decay takes is -1/)
    expect(() => theoryById('exponential_delay').compute({}, referenceNumerics)).toThrow(/is missing/)
    expect(() => compute('exponential_delay', { added: [1, 2] })).toThrow(/2 numbers of added dimensions and 4 delays/)
    expect(() => compute('effective_theory', { symbols: 4, examples: 11 })).toThrow(/4 symbols have 10 pairs/)
  })
})

describe('the theories', () => {
  test('effective theory: half of the training sets of 22.5 ± 0.5 of 55 examples leave one representation only', () => {
    const { curves, values } = compute('effective_theory')
    expect(Math.abs(values['half']! - 22.5)).toBeLessThan(0.5)
    expect(crossing(curves['unique']!, 0.5)).toBe(Math.ceil(values['half']!))
  })

  test('effective theory: the loss falls at twice the rate of the slowest mode, and the line is whole at three half lives', () => {
    const { curves, values } = compute('effective_theory', { seed: 3 })
    expect(values['degrees_of_freedom']).toBe(2)
    const { x, y } = curves['effective_loss']!
    const [late, last] = [x.length - 12, x.length - 1]
    const fall = Math.log(y[late]! / y[last]!) / (x[last]! - x[late]!)
    expect(fall * values['rate_steps']!).toBeCloseTo(2, 1)
    expect(crossing(curves['representation_quality']!, 0.95)).toBeLessThan(1.5 * values['converged_steps']!)
  })

  test('effective theory: a set that leaves more than one representation has no rate', () => {
    expect(compute('effective_theory', { examples: 5, draws: 10 }).values).toMatchObject({ rate: 0, rate_steps: Infinity })
  })

  test('reachable accuracy: of a noiseless line the prediction is at least the ideal, and both are what was trained on when that is little', () => {
    const { curves, values } = compute('reachable_accuracy', { noise: 0, draws: 10 })
    expect(values['representation_quality']).toBe(1)
    curves['ideal']!.y.forEach((ideal, i) => expect(curves['predicted']!.y[i]).toBeGreaterThanOrEqual(ideal - 1e-12))
    expect(curves['ideal']!.y[0]).toBeCloseTo(1 / 55, 12)
    expect(curves['ideal_test']!.y.at(-1)).toBeGreaterThan(0.9)
  })

  test('linear estimators: both accuracies are erf √2 at the steps that are named, and beyond λ = 1 a floor of 1 − 1/λ is left', () => {
    const { curves, values } = compute('linear_estimators')
    for (const side of ['train', 'test']) {
      const at = crossing(curves[`${side}_accuracy`]!, 0.9544)
      expect(at / values[`${side}_step`]!).toBeGreaterThan(0.95)
      expect(at / values[`${side}_step`]!).toBeLessThan(1.05)
    }
    expect(compute('linear_estimators', { lambda: 1.5 }).values).toMatchObject({ test_step: Infinity, loss_floor: expect.closeTo(1 / 3, 9) as number })
  })

  test('linear estimators: the density of eigenvalues has the moments of Marchenko–Pastur', () => {
    const { x, y } = compute('linear_estimators', { lambda: 0.5 }).curves['eigenvalues']!
    const spectrum = marchenkoPastur(0.5)
    const moment = (power: number): number => x.reduce((sum, nu, i) => sum + (i === 0 ? 0 : (0.5 * (y[i]! * nu ** power + y[i - 1]! * x[i - 1]! ** power)) * (nu - x[i - 1]!)), 0)
    for (const power of [0, 1, 2]) expect(moment(power)).toBeCloseTo(spectrum.values.reduce((sum, nu, i) => sum + nu ** power * spectrum.shares[i]!, 0), 2)
  })

  test('time of decay: Omnigrok’s norms 93 and 52 at a rate of 10⁻⁵ are 58 136 steps apart, and ten times the decay takes a tenth', () => {
    const { values, curves } = compute('decay_time')
    expect(values['steps']).toBeCloseTo(Math.log(93 / 52) * 1e5, 6)
    expect(compute('decay_time', { weight_decay: 0.1 }).values['steps']).toBeCloseTo(values['steps']! / 10, 6)
    expect(crossing({ x: curves['norm']!.x, y: curves['norm']!.y.map((w) => -w) }, -52) / values['steps']!).toBeCloseTo(1, 1)
  })

  test('delay against dimensions: e^(L/10 + 1) is found as it is', () => {
    const { values, curves } = compute('exponential_delay')
    expect(values).toMatchObject({ slope: expect.closeTo(0.1, 12) as number, intercept: expect.closeTo(1, 12) as number, correlation: expect.closeTo(1, 12) as number, points: 4 })
    expect(curves['fitted']!.y.at(-1)).toBeCloseTo(Math.exp(4), 9)
  })

  test('decay as a prior: descent with κ = σ²/τ² ends at the posterior mean, without it the examples are followed more closely', () => {
    const { curves, values } = compute('decay_as_prior')
    expect(values['distance']).toBeLessThan(1e-9)
    expect(values['decay']).toBeCloseTo(0.16, 12)
    const { x, y } = curves['examples']!
    const missed = (name: string): number => {
      const curve = curves[name]!
      return x.reduce((sum, at, i) => sum + (curve.y[Math.round(at * (curve.x.length - 1))]! - y[i]!) ** 2, 0)
    }
    expect(missed('free')).toBeLessThan(missed('decayed'))
  })
})
