import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { z } from 'zod'
import type { HostTensor } from '../../shared/tensors.ts'
import { normal } from '../random/draw.ts'
import { fourierBasis } from './fourier-basis.ts'
import { fourierPowerMeasure } from './fourier-power.ts'
import { measures } from './index.ts'
import { gini } from './inequality.ts'
import { measured } from './testing/measured.ts'
import { neuronNorms } from './neuron-norms.ts'
import { weightNorm } from './weight-norm.ts'

const table = (modulus: number) => ({ kind: 'modular_table', modulus }) as const

/** [2p, neurons] from a function of (x, neuron) for both symbols. */
function matrix(p: number, neurons: number, value: (x: number, neuron: number, symbol: number) => number): HostTensor {
  const data = new Float64Array(2 * p * neurons)
  for (let row = 0; row < 2 * p; row++) for (let j = 0; j < neurons; j++) data[row * neurons + j] = value(row % p, j, Math.floor(row / p))
  return { shape: [2 * p, neurons], dtype: 'f64', data }
}

const fourier = (p: number, weights: HostTensor) => fourierPowerMeasure.compute(measured(table(p), { 'layers.0.weight': weights }))

describe('Fourier basis', () => {
  test('is orthonormal for odd and even p', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 24 }), (p) => {
      const { rows } = fourierBasis(p)
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) {
          let dot = 0
          for (let x = 0; x < p; x++) dot += rows[i * p + x]! * rows[j * p + x]!
          expect(dot).toBeCloseTo(i === j ? 1 : 0, 12)
        }
      }
    }))
  })
})

describe('Gini coefficient', () => {
  test('is 0 for equal numbers and (n−1)/n for a single one', () => {
    expect(gini(Float64Array.from([3, 3, 3]))).toBeCloseTo(0, 15)
    expect(gini(Float64Array.from([0, 5, 0, 0]))).toBeCloseTo(3 / 4, 15)
  })

  test('does not depend on order or scale', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 2 }), fc.double({ min: 0.1, max: 10, noNaN: true }), (values, scale) => {
      const plain = gini(Float64Array.from(values))
      expect(gini(Float64Array.from(values.toReversed(), (x) => x * scale))).toBeCloseTo(plain, 10)
    }))
  })
})

describe('Fourier power', () => {
  test('pure cosines of any phase have IPR 1/2 and share 1', () => {
    const p = 31
    const values = fourier(p, matrix(p, 5, (x, j, symbol) => Math.cos((2 * Math.PI * (j + 3) * x) / p + j + symbol)))
    expect(values['ipr']).toBeCloseTo(0.5, 12)
    expect(values['frequency_share']).toBeCloseTo(1, 12)
  })

  test('equals the complex DFT written out', () => {
    const p = 8 // even: the alternating component stands once
    const z = normal(2 * p, { seed: 5, stream: 1 })
    const values = fourier(p, matrix(p, 1, (x, _, symbol) => z[symbol * p + x]!))
    const iprs = [0, 1].map((symbol) => {
      const powers = Array.from({ length: p }, (_, nu) => {
        let re = 0
        let im = 0
        for (let x = 0; x < p; x++) {
          re += z[symbol * p + x]! * Math.cos((2 * Math.PI * nu * x) / p)
          im += z[symbol * p + x]! * Math.sin((2 * Math.PI * nu * x) / p)
        }
        return re * re + im * im
      })
      const sum = powers.reduce((a, b) => a + b)
      return powers.reduce((a, power) => a + (power / sum) ** 2, 0)
    })
    expect(values['ipr']).toBeCloseTo((iprs[0]! + iprs[1]!) / 2, 12)
  })

  test('Gaussian weights have IPR about 2/p: 0.062 at p = 31 and 0.033 at p = 59, as measured by others', () => {
    for (const [p, neurons, ipr] of [[31, 256, 0.062], [59, 200, 0.033]] as const) {
      const z = normal(2 * p * neurons, { seed: 0, stream: 7 })
      const values = fourier(p, { shape: [2 * p, neurons], dtype: 'f64', data: z })
      expect(values['ipr']).toBeCloseTo(ipr, 2.7)
    }
  })

  test('Gaussian weights of the reference run have Gini 0.02 and share H₂₉/29 = 0.137', () => {
    const values = fourier(59, { shape: [118, 200], dtype: 'f64', data: normal(118 * 200, { seed: 0, stream: 7 }) })
    expect(values['gini']).toBeCloseTo(0.02, 2)
    expect(values['frequency_share']).toBeCloseTo(0.137, 2)
  })

  test('says what is missing when there is no such matrix', () => {
    const lacks = (p: number, weights: object) => fourierPowerMeasure.lacks(measured(table(p), { ...weights }))
    expect(lacks(7, {})).toMatch(/layers\.0\.weight, which this model does not have/)
    expect(lacks(7, { 'layers.0.weight': matrix(5, 2, () => 1) })).toMatch(/blocks of 7 rows.*10 × 2/)
    expect(lacks(5, { 'layers.0.weight': matrix(5, 2, () => 1) })).toBeNull()
    expect(fourierPowerMeasure.lacks(measured({ kind: 'toy_addition' }, { 'embed.weight': matrix(5, 2, () => 1) }))).toMatch(/Its symbols are residues/)
  })
})

describe('weight norm', () => {
  test('is the length over all tensors', () => {
    const weights = { a: { shape: [2], dtype: 'f64', data: Float64Array.of(3, 0) }, b: { shape: [], dtype: 'f32', data: Float32Array.of(-4) } } as const
    expect(weightNorm.compute(measured(table(5), weights))).toEqual({ weight_norm: 5 })
  })
})

describe('cards', () => {
  test('every series has one measure', () => {
    const series = measures.flatMap((measure) => measure.series)
    expect(new Set(series).size).toBe(series.length)
  })

  test('ids fit into a configuration, and numbers that can be set have unit and help', () => {
    for (const { id, parameters } of measures) {
      expect(id).toMatch(/^[a-z_]+$/)
      const { properties = {} } = z.toJSONSchema(parameters, { io: 'input' })
      for (const each of Object.values(properties) as { type?: string; unit?: string; maximum?: number; exclusiveMaximum?: number; items?: object }[]) {
        expect(each).toMatchObject({ help: expect.any(String) })
        if (each.type === 'number' || each.type === 'integer') expect([each.unit, each.maximum ?? each.exclusiveMaximum]).toEqual([expect.any(String), expect.any(Number)])
        if (each.type === 'array') expect(each.items).toMatchObject({ maximum: expect.any(Number) })
      }
    }
  })

  test('a parameter out of range is refused by name', () => {
    const input = measured(table(5), { 'layers.0.weight': matrix(5, 3, () => 1) })
    expect(() => neuronNorms.compute(input, { top: 0 })).toThrow(/Concentration on few neurons cannot be measured so.*top/s)
  })
})
