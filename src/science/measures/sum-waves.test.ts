import { describe, expect, test } from 'vitest'
import { normal } from '../random/draw.ts'
import { predictions } from './predictions.ts'
import { residueGrid, type ResidueGrid } from './residue-grid.ts'
import { restrictedExcluded } from './restricted-excluded.ts'
import { crossEntropyOf } from './row-losses.ts'
import { cosCoefficients, explainedByCosines, sumWaves } from './sum-waves.ts'
import { measured } from './testing/measured.ts'
import { tensor, withOutputs } from './testing/with-outputs.ts'

type Operator = 'add' | 'subtract' | 'multiply' | 'divide' | 'x2+y2'
const run = (p: number, operator: Operator = 'add') => measured({ kind: 'modular_table', modulus: p, operator }, {})
const gridOf = (p: number, operator?: Operator): ResidueGrid => residueGrid(run(p, operator)) as ResidueGrid
const cos = (p: number, k: number, x: number): number => Math.cos((2 * Math.PI * k * x) / p)

/** α cos(w_k(a ± b − c)) summed, in the order of the grid; pairs of the grid down, classes of all p residues across. */
const waves = (p: number, sign: 1 | -1, coefficients: Readonly<Record<number, number>>) =>
  tensor(p * p, p, (cell, c) => Object.entries(coefficients).reduce((sum, [k, alpha]) => sum + alpha * cos(p, Number(k), Math.floor(cell / p) + sign * (cell % p) - c), 0))

describe('waves of sums', () => {
  test.each([11, 12])('give back the coefficients that made the outputs, of %d residues', (p) => {
    const made = { 2: 3, 5: -0.5, ...(p % 2 === 0 ? { 6: 1.5 } : {}) }
    const grid = gridOf(p)
    const outputs = waves(p, 1, made)
    const found = sumWaves(grid, outputs)
    const alpha = cosCoefficients(found, grid.residues)
    alpha.forEach((each, i) => expect(each).toBeCloseTo((made as Record<number, number>)[i + 1] ?? 0, 12))
    expect(explainedByCosines(grid, outputs, alpha, [1, 2, 3, 4, 5, 6].filter((k) => k <= p / 2))).toBeCloseTo(1, 12)
    // Σ over n² pairs and n classes of α² cos²: n³/2, and n³ where the wave alternates.
    expect(found.power[1]).toBeCloseTo((9 * p ** 3) / 2, 8)
    if (p === 12) expect(found.power[5]).toBeCloseTo(2.25 * p ** 3, 8)
  })

  test('are projections: what is left is orthogonal to both directions over all pairs', () => {
    const p = 7
    const grid = gridOf(p)
    const outputs = { shape: [p * p, p], dtype: 'f64', data: normal(p ** 3, { seed: 1, stream: 1 }) } as const
    const part = sumWaves(grid, outputs).wave(2)
    for (const phase of [0, Math.PI / 2]) {
      for (let c = 0; c < p; c++) {
        let along = 0
        for (let cell = 0; cell < p * p; cell++) {
          const s = (Math.floor(cell / p) + (cell % p)) % p
          along += (outputs.data[cell * p + c]! - part[s * p + c]!) * Math.cos((4 * Math.PI * s) / p - phase)
        }
        expect(along).toBeCloseTo(0, 12)
      }
    }
  })

  test('of a difference go along a − b', () => {
    const grid = gridOf(11, 'subtract')
    const alpha = cosCoefficients(sumWaves(grid, waves(11, -1, { 3: 2 })), grid.residues)
    expect(alpha[2]).toBeCloseTo(2, 12)
    expect(alpha[1]).toBeCloseTo(0, 12)
  })

  test('of a product go along the sum of discrete logarithms, and its classes stand in their order', () => {
    const p = 11
    const grid = gridOf(p, 'multiply')
    expect([...grid.residues]).toEqual([1, 2, 4, 8, 5, 10, 9, 7, 3, 6]) // powers of 2
    const log = new Map(Array.from(grid.residues, (x, k) => [x, k]))
    const outputs = tensor(100, p, (cell, c) => (c === 0 ? 7 : cos(10, 3, Math.floor(cell / 10) + (cell % 10) - log.get(c)!)))
    expect(cosCoefficients(sumWaves(grid, outputs), grid.residues)[2]).toBeCloseTo(1, 12)
    expect(gridOf(p, 'divide').sign).toBe(-1)
  })
})

describe('restricted and excluded loss', () => {
  const p = 11
  const clean = { 2: 6, 5: 6 }
  const measure = async (noise: number) => {
    const z = normal(p ** 3, { seed: 4, stream: 1 })
    const made = waves(p, 1, clean)
    return restrictedExcluded.compute(withOutputs(run(p), { ...made, data: made.data.map((x, i) => x + noise * z[i]!) }), { frequencies: [2, 5] })
  }

  test('of pure waves: restricting changes nothing, excluding all leaves a guess', async () => {
    const values = await measure(0)
    // The run is trained on squared errors, so these are squared errors to one-hot answers.
    expect(values['excluded_loss']).toBeCloseTo(1 / p, 12)
    const own = Array.from({ length: p }, (_, c) => (6 * cos(p, 2, -c) + 6 * cos(p, 5, -c) - (c === 0 ? 1 : 0)) ** 2).reduce((sum, x) => sum + x / p, 0)
    expect(values['restricted_train_loss']).toBeCloseTo(own, 10)
    expect(values['restricted_test_loss']).toBeCloseTo(own, 10)
    expect(values['excluded_loss.3']).toBeCloseTo(own, 10)
    expect(values['excluded_loss.2']).not.toBeCloseTo(own, 1)
    expect(values['logit_fve']).toBeCloseTo(1, 12)
    expect(values['cos_coefficient.5']).toBeCloseTo(6, 12)
  })

  test('noise beside the waves goes with the restriction, and is what the waves do not explain', async () => {
    const values = await measure(2)
    // Each pair has variance 36 of the waves and 4 of noise over its classes.
    expect(values['logit_fve']).toBeCloseTo(36 / 40, 1)
  })

  test('key frequencies stand out by themselves', async () => {
    const values = await restrictedExcluded.compute(withOutputs(run(p), waves(p, 1, clean)))
    expect(values['logit_key_frequencies']).toBe(2)
    expect(values['excluded_loss']).toBeCloseTo(1 / p, 12)
  })

  test('are asked of sums, with frequencies that there are', () => {
    expect(restrictedExcluded.lacks(run(p, 'x2+y2'))).toMatch(/sums or differences/)
    expect(restrictedExcluded.lacks(run(p), { frequencies: [2, 6] })).toMatch(/up to 5, and 6 is beyond/)
    expect(restrictedExcluded.lacks(measured({ kind: 'toy_addition' }, {}))).toMatch(/no such pairs/)
  })
})

test('cross-entropy keeps its digits where the answer leads by far', () => {
  expect(crossEntropyOf(Float64Array.of(50, 0, 0), 0) / (2 * Math.exp(-50))).toBeCloseTo(1, 12)
  expect(crossEntropyOf(Float64Array.of(1, 3, 2), 0)).toBeCloseTo(Math.log(1 + Math.exp(2) + Math.exp(1)), 12)
})

describe('predictions', () => {
  test('of the logit wave are those that made it, and every answer of the circuit is right', async () => {
    const p = 7
    const input = withOutputs(run(p), waves(p, 1, { 1: 2, 3: 2 }))
    const values = await predictions.compute(input)
    expect(values['table_accuracy']).toBe(1)
    expect(values['unmirrored_test_accuracy']).toBe(1)
    const arrays = await predictions.arrays!(input)
    expect(arrays['right']!.data.every((x) => x === 1)).toBe(true)
    expect([...arrays['trained']!.data].reduce((sum, x) => sum + x, 0)).toBe(input.split.train.length)
    const wave = arrays['logit_wave']!.data
    for (let d = 0; d < p; d++) expect(wave[d]).toBeCloseTo(2 * cos(p, 1, d) + 2 * cos(p, 3, d), 12)
    expect(arrays['logit_table']!.data[2 * p + 5]).toBeCloseTo(wave[3]!, 12)
  })

  test('say what is right, what it costs, and which classes lead', async () => {
    const p = 5
    const input = withOutputs(run(p), tensor(p * p, p, (row, c) => (c === 3 ? 2 : c === Math.floor(row / p) ? 1 : 0)))
    const arrays = await predictions.arrays!(input, { top: 2 })
    const cell = 1 * p + 4
    expect(arrays['truth']!.data[cell]).toBe(0)
    expect(arrays['answer']!.data[cell]).toBe(3)
    expect(arrays['loss']!.data[cell]).toBeCloseTo(((0 - 1) ** 2 + 1 + 4) / 5, 12) // the run of this test learns by squared errors
    expect(arrays['top_class']!.shape).toEqual([p, p, 2])
    expect(Array.from(arrays['top_class']!.data.subarray(2 * cell, 2 * cell + 2))).toEqual([3, 1])
    expect(Array.from(arrays['top_logit']!.data.subarray(2 * cell, 2 * cell + 2))).toEqual([2, 1])
    // Of equal outputs the first comes first.
    expect(Array.from(arrays['top_class']!.data.subarray(2 * (3 * p), 2 * (3 * p) + 2))).toEqual([3, 0])
    expect((await predictions.arrays!(input))['top_class']).toBeUndefined()
  })

  test('a network that knows pairs in either order is right on mirrored tests only', async () => {
    const p = 13
    const input = run(p)
    const known = new Set(Array.from(input.split.train).flatMap((row) => [row, (row % p) * p + Math.floor(row / p)]))
    const knows = withOutputs(input, tensor(p * p, p, (row, c) => (known.has(row) && (Math.floor(row / p) + (row % p)) % p === c ? 5 : c === 0 ? 1 : 0)))
    const values = await predictions.compute(knows)
    // Without mirrors it says 0, which is right once in p.
    expect(values['unmirrored_test_accuracy']).toBeLessThan(0.25)
    const mirrored = input.split.test.filter((row) => known.has(row)).length / input.split.test.length
    expect(mirrored).toBeGreaterThan(0.35) // near the train fraction: the plateau
    expect(values['table_accuracy']).toBeGreaterThan(0.7)
  })

  test('of a task that does not commute count every test pair', async () => {
    const input = run(5, 'subtract')
    const right = withOutputs(input, tensor(25, 5, (row, c) => ((Math.floor(row / 5) - (row % 5) + 5) % 5 === c ? 1 : 0)))
    expect((await predictions.compute(right))['unmirrored_test_accuracy']).toBe(1)
  })
})
