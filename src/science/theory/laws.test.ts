import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { referenceNumerics as numerics } from '../../engine/ops/reference/numerics.ts'
import { normal } from '../random/draw.ts'
import { decayedDescent, posteriorOf } from './bayesian-decay.ts'
import { exponentialFit } from './exponential-fit.ts'
import { decayTime, decayedNorm } from './time-law.ts'

describe('Omnigrok’s time law', () => {
  test('the norm of its MNIST run, 93 → 52 at η 1e-3 and decay 0.01, takes 58 000 of its 100 000 steps', () => {
    expect(decayTime({ from: 93, to: 52, learningRate: 1e-3, weightDecay: 0.01 })).toBeCloseTo(58_136, -1)
  })

  test('ten times the decay, a tenth of the time: measured 25 800 → 3 000 in the teacher–student run', () => {
    const at = (weightDecay: number): number => decayTime({ from: 17, to: 9, learningRate: 3e-4, weightDecay })
    expect(at(0.05) / at(0.5)).toBeCloseTo(10, 12)
  })

  test('is the number of steps after which |w| ← (1 − ηλ)|w| has come down', () => {
    const run = { from: 40, to: 25, learningRate: 1e-2, weightDecay: 0.1 }
    let norm = run.from
    let steps = 0
    while (norm > run.to) {
      norm *= 1 - run.learningRate * run.weightDecay
      steps++
    }
    expect(Math.abs(decayTime(run) - steps)).toBeLessThan(2)
    expect(decayedNorm(run, decayTime(run))).toBeCloseTo(25, 12)
  })

  test('no decay takes for ever, a norm below the shell no time, no norm at all is refused', () => {
    expect(decayTime({ from: 2, to: 1, learningRate: 1e-3, weightDecay: 0 })).toBe(Infinity)
    expect(decayTime({ from: 1, to: 2, learningRate: 1e-3, weightDecay: 1 })).toBe(0)
    expect(() => decayTime({ from: 1, to: 0, learningRate: 1e-3, weightDecay: 1 })).toThrow(/above 0/)
  })
})

describe('the exponential fit of delays', () => {
  test('finds the exponential that made the points', () => {
    fc.assert(fc.property(fc.double({ min: -0.2, max: 0.2, noNaN: true }), fc.double({ min: 1, max: 8, noNaN: true }), (a, b) => {
      const fit = exponentialFit([0, 10, 20, 30, 40].map((added) => ({ added, delay: Math.exp(a * added + b) })))
      expect(fit?.slope).toBeCloseTo(a, 10)
      expect(fit?.intercept).toBeCloseTo(b, 10)
    }))
  })

  test('has Pearson’s r: 0.98198 for log delays 1, 2, 4 at 0, 1, 2', () => {
    const fit = exponentialFit([[0, 1], [1, 2], [2, 4]].map(([added, log]) => ({ added: added!, delay: Math.exp(log!) })))
    expect(fit?.slope).toBeCloseTo(1.5, 12)
    expect(fit?.correlation).toBeCloseTo(0.98198, 5)
  })

  test('leaves out runs that never generalised, and needs two different sizes', () => {
    expect(exponentialFit([{ added: 0, delay: 5 }, { added: 10, delay: 50 }, { added: 20, delay: Infinity }])?.points).toBe(2)
    expect(exponentialFit([{ added: 3, delay: 5 }, { added: 3, delay: 6 }])).toBeNull()
  })
})

describe('decay as a prior', () => {
  const [n, d] = [6, 3]
  const features = { shape: [n, d], dtype: 'f64', data: normal(n * d, { seed: 1, stream: 1 }) } as const
  const targets = normal(n, { seed: 1, stream: 2 })

  test('the optimum that descent with decay finds is the posterior mean', () => {
    const { mean, decay } = posteriorOf(numerics, { features, targets, noise: 0.5, prior: 0.8 })
    const found = decayedDescent({ features, targets }, { learningRate: 0.03, decay, steps: 5000 })
    found.forEach((w, j) => expect(w).toBeCloseTo(mean[j]!, 10))
    const without = decayedDescent({ features, targets }, { learningRate: 0.03, decay: 0, steps: 5000 })
    expect(Math.hypot(...without)).toBeGreaterThan(Math.hypot(...mean))
  })

  test('mean, variance and evidence are those of a grid over the weights', () => {
    const one = { shape: [3, 1], dtype: 'f64', data: Float64Array.of(1, -0.5, 2) } as const
    const y = Float64Array.of(0.7, 0.1, 1.5)
    const [noise, prior] = [0.6, 0.9]
    const { mean, covariance, evidence } = posteriorOf(numerics, { features: one, targets: y, noise, prior })
    const gaussian = (x: number, sigma: number): number => Math.exp(-0.5 * (x / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI))
    const h = 1e-3
    let [mass, first, second] = [0, 0, 0]
    for (let w = -8; w <= 8; w += h) {
      const density = gaussian(w, prior) * y.reduce((product, each, i) => product * gaussian(each - one.data[i]! * w, noise), 1) * h
      mass += density
      first += density * w
      second += density * w * w
    }
    expect(mean[0]).toBeCloseTo(first / mass, 9)
    expect(covariance[0]).toBeCloseTo(second / mass - (first / mass) ** 2, 9)
    expect(evidence.fit + evidence.complexity).toBeCloseTo(Math.log(mass), 9)
  })

  test('directions that no example has keep the prior', () => {
    const flat = { shape: [1, 2], dtype: 'f64', data: Float64Array.of(2, 0) } as const
    const { mean, covariance } = posteriorOf(numerics, { features: flat, targets: Float64Array.of(1), noise: 1, prior: 3 })
    expect(mean[1]).toBeCloseTo(0, 14)
    expect(covariance[3]).toBeCloseTo(9, 12)
    expect(covariance[0]).toBeCloseTo(1 / (4 + 1 / 9), 12)
  })
})
