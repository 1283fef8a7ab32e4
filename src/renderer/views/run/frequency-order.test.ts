import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnSpectrum, frequencyBrackets, frequencyOrder, frequencyShares, keyFrequencies, normOrder } from './frequency-order.ts'

/** Columns are cosines of (frequency, phase) over p rows. */
function cosines(p: number, waves: readonly (readonly [number, number])[]): Float64Array {
  const data = new Float64Array(p * waves.length)
  for (let a = 0; a < p; a++) waves.forEach(([k, phase], j) => (data[a * waves.length + j] = Math.cos((2 * Math.PI * k * a) / p + phase)))
  return data
}

const block = (data: Float64Array, p: number) => ({ data, columns: data.length / p, firstRow: 0, rows: p })

describe('the spectrum of a column', () => {
  test('of a pure cosine holds all power at its frequency, with its phase', () => {
    const order = frequencyOrder(columnSpectrum(block(cosines(31, [[7, 0.4], [2, -1.1]]), 31)))
    expect(Array.from(order.dominant)).toEqual([7, 2])
    expect(order.share[0]).toBeCloseTo(1, 12)
    expect(order.phase[0]).toBeCloseTo(0.4, 12)
    expect(order.phase[1]).toBeCloseTo(-1.1, 12)
  })

  test('keeps the sum of squares about the mean, for odd and even tables', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 24 }), fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 24, maxLength: 24 }), (p, values) => {
        const w = Float64Array.from(values.slice(0, p))
        const mean = w.reduce((s, x) => s + x, 0) / p
        const expected = p * w.reduce((s, x) => s + (x - mean) ** 2, 0)
        const sum = columnSpectrum(block(w, p)).power.reduce((s, x) => s + x, 0)
        expect(sum).toBeCloseTo(expected, 8)
      }),
    )
  })

  test('reads only the rows of its block', () => {
    const p = 11
    const data = new Float64Array(2 * p)
    data.set(cosines(p, [[3, 0]]), p)
    expect(frequencyOrder(columnSpectrum({ data, columns: 1, firstRow: p, rows: p })).dominant[0]).toBe(3)
  })
})

describe('the order of neurons', () => {
  test('is by dominant frequency, then phase, and brackets each frequency once', () => {
    const order = frequencyOrder(columnSpectrum(block(cosines(13, [[5, 1], [2, 2], [5, -1], [2, 0]]), 13)))
    expect(Array.from(order.order)).toEqual([3, 1, 2, 0])
    expect(order.groups).toEqual([
      { frequency: 2, from: 0, to: 2 },
      { frequency: 5, from: 2, to: 4 },
    ])
  })

  test('puts columns that are the same everywhere last, without a frequency', () => {
    const data = cosines(13, [[5, 1], [1, 0], [2, 2]])
    for (let a = 0; a < 13; a++) data[a * 3 + 1] = 0
    const order = frequencyOrder(columnSpectrum(block(data, 13)))
    expect(Array.from(order.order)).toEqual([2, 0, 1])
    expect(frequencyBrackets(order, (k) => k === 5)).toEqual([
      { from: 0, to: 1, label: '2', key: false },
      { from: 1, to: 2, label: '5', key: true },
      { from: 2, to: 3, label: 'none', key: false },
    ])
  })

  test('is a permutation whatever the weights', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 35, maxLength: 35 }), (values) => {
        const order = frequencyOrder(columnSpectrum(block(Float64Array.from(values), 7)))
        expect(Array.from(order.order).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4])
      }),
    )
  })
})

test('shares of the frequencies sum to one and name the circuit; a matrix of zeros has none', () => {
  const shares = frequencyShares(columnSpectrum(block(cosines(31, [[7, 0], [7, 1], [2, 0]]), 31)))
  expect(shares.reduce((s, x) => s + x, 0)).toBeCloseTo(1, 12)
  expect([...keyFrequencies(shares)]).toEqual([2, 7])
  expect(frequencyShares(columnSpectrum(block(new Float64Array(31), 31))).every((share) => share === 0)).toBe(true)
})

test('columns by norm: the longest first, equal ones as they are stored, what is no number before all', () => {
  expect(Array.from(normOrder({ values: Float64Array.of(1, 3, 0, 1, 0, 0, 4, 0), rows: 2, columns: 4 }))).toEqual([2, 1, 0, 3])
  expect(Array.from(normOrder({ values: Float64Array.of(1, 3, NaN), rows: 1, columns: 3 }))).toEqual([2, 1, 0])
})
