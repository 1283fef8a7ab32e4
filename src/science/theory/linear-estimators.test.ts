import { describe, expect, test } from 'vitest'
import { referenceNumerics } from '../../engine/ops/reference/numerics.ts'
import { normal } from '../random/draw.ts'
import { delayLaw, drawnSpectrum, linearLosses, marchenkoPastur, stepOfAccuracy } from './linear-estimators.ts'

const moment = ({ values, shares }: { values: Float64Array; shares: Float64Array }, power: number): number => values.reduce((sum, nu, i) => sum + shares[i]! * nu ** power, 0)

describe('the Marchenko–Pastur spectrum', () => {
  test('has mass 1, mean 1, second moment 1 + λ, on both sides of λ = 1', () => {
    for (const lambda of [0.1, 0.5, 0.9, 1.5, 3]) {
      const spectrum = marchenkoPastur(lambda)
      expect(moment(spectrum, 0)).toBeCloseTo(1, 12)
      expect(moment(spectrum, 1)).toBeCloseTo(1, 12)
      expect(moment(spectrum, 2)).toBeCloseTo(1 + lambda, 12)
    }
  })

  test('is that of a drawn covariance of 60 inputs and 120 examples', () => {
    const [d, n] = [60, 120]
    const x = normal(n * d, { seed: 2, stream: 4 })
    const gram = new Float64Array(d * d)
    for (let row = 0; row < n; row++) for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) gram[i * d + j]! += (x[row * d + i]! * x[row * d + j]!) / n
    const drawn = drawnSpectrum(referenceNumerics.eigh({ shape: [d, d], dtype: 'f64', data: gram }).values.data)
    for (const t of [0, 30, 100, 300]) {
      const there = linearLosses(drawn, { learningRate: 0.01 }, t)
      const expected = linearLosses(marchenkoPastur(d / n), { learningRate: 0.01 }, t)
      expect(Math.abs(there.test - expected.test)).toBeLessThan(0.05)
      expect(Math.abs(there.train - expected.train)).toBeLessThan(0.05)
    }
  })
})

describe('the losses of a linear student', () => {
  test('are those of gradient descent written out, with and without decay, to the order of η', () => {
    const eta = 1e-4
    const nu = 0.7
    for (const decay of [0, 0.4]) {
      let square = 0
      // ⟨D²⟩ over S and T of variance 1/2 each: two runs, one with S alone and one with T alone, add up.
      for (const [start, teacher] of [[Math.SQRT1_2, 0], [0, Math.SQRT1_2]] as const) {
        let s: number = start
        for (let step = 0; step < 8000; step++) s -= eta * (2 * nu * (s - teacher) + decay * s)
        square += (s - teacher) ** 2
      }
      expect(linearLosses(drawnSpectrum([nu]), { learningRate: eta, decay }, 8000).test).toBeCloseTo(square, 4)
    }
  })

  test('with more inputs than examples leave 1 − 1/λ untaught', () => {
    expect(linearLosses(marchenkoPastur(1.5), { learningRate: 0.01 }, 1e7).test).toBeCloseTo(1 - 1 / 1.5, 10)
    expect(stepOfAccuracy(marchenkoPastur(1.5), { learningRate: 0.01 }, 'test', 1e-3)).toBe(Infinity)
  })
})

describe('the delay', () => {
  const times = (lambda: number) => {
    const spectrum = marchenkoPastur(lambda)
    return (['train', 'test'] as const).map((side) => stepOfAccuracy(spectrum, { learningRate: 0.01 }, side, 1e-3)) as [number, number]
  }

  test('law gives 716 steps at λ = 0.5 and 56 386 at 0.9, as computed elsewhere', () => {
    expect(delayLaw(0.5, 0.01)).toBeCloseTo(716, 0)
    expect(delayLaw(0.9, 0.01)).toBeCloseTo(56_386, -1)
    expect(delayLaw(1, 0.01)).toBe(Infinity)
  })

  test('of the integral is that of runs at d = 1 000: 274 → 297 at λ = 0.1, 705 → 1 116 at 0.5', () => {
    for (const [lambda, train, test] of [[0.1, 274, 297], [0.5, 705, 1116]] as const) {
      const [memorised, generalised] = times(lambda)
      expect(Math.abs(memorised / train - 1)).toBeLessThan(0.1)
      expect(Math.abs(generalised / test - 1)).toBeLessThan(0.1)
    }
  })

  test('grows by more than ten times from λ = 0.5 to 0.9', () => {
    const [a, b] = [times(0.5), times(0.9)]
    expect((b[1] - b[0]) / (a[1] - a[0])).toBeGreaterThan(10)
  })
})
