import { describe, expect, test } from 'vitest'
import { everyPair, lackOf, outputsOf, pairsOf, startingWeights } from './testing/eager.ts'

/** Share of pairs whose largest logit is the sum's. */
function accuracy(logits: readonly (readonly number[])[], p: number): number {
  const right = everyPair(p).filter(([a, b], i) => logits[i]!.indexOf(Math.max(...logits[i]!)) === (a + b) % p)
  return right.length / (p * p)
}

function logitsOf(model: object, p: number, seed = 0): number[][] {
  return outputsOf(model, pairsOf(p), startingWeights(model, pairsOf(p), seed), everyPair(p))
}

describe('PAIR’s circle', () => {
  const oneHot = (hidden: number, activation: string, frequency = 1) => ({ kind: 'mlp', hidden: [hidden], activation, init: { kind: 'circle', frequency } })
  const onCircle = (hidden: number, activation: string, frequency = 1) => ({ kind: 'factored_mlp', embedding: { kind: 'circle', frequency }, hidden, activation, init: { kind: 'circle', frequency } })

  test.each([3, 5, 6, 7, 24])('with x² and %d neurons it is N cos²((a−b)ω/2) cos((a+b−c)ω), and right on every pair', (n) => {
    const p = 13
    const logits = logitsOf(oneHot(n, 'quadratic', 2), p)
    const turn = (2 * Math.PI * 2) / p
    everyPair(p).forEach(([a, b], i) => logits[i]!.forEach((z, c) => expect(z).toBeCloseTo(n * Math.cos(((a - b) * turn) / 2) ** 2 * Math.cos((a + b - c) * turn), 10)))
    expect(accuracy(logits, p)).toBe(1)
  })

  test('with x² it is exact at the size of PAIR, over one-hot symbols and over the frozen circle', () => {
    expect(accuracy(logitsOf(oneHot(5, 'quadratic'), 67), 67)).toBe(1)
    expect(accuracy(logitsOf(onCircle(5, 'quadratic'), 67), 67)).toBe(1)
  })

  test('four neurons are not enough', () => {
    expect(accuracy(logitsOf(oneHot(4, 'quadratic'), 67), 67)).toBeLessThan(0.5)
  })

  test('both networks are the same up to a factor, of weights of each symbol and not', () => {
    const flat = logitsOf(oneHot(7, 'relu', 3), 11)
    for (const more of [{}, { tied_hidden: false }, { tied_unembedding: false }]) {
      const own = logitsOf({ ...onCircle(7, 'relu', 3), ...more }, 11)
      own.forEach((row, i) => row.forEach((z, c) => expect(z * 11 / 2).toBeCloseTo(flat[i]![c]!, 10)))
    }
  })

  // A rectified cosine has the harmonics 0, 1, 2, 4, 6, …, those beyond 1 with the amplitude 1/(m² − 1). N angles confuse 2 with N ± 2,
  // 2N ± 2, …: with six neurons 4 (a fifth of 2) reads as 2, with five 8, 12, 18, … (3/63 + 3/143 + 3/323 + … = 0.108), which turns no answer into another.
  test('with ReLU it is approximate: six neurons err, five bend the wave by a tenth, and many come close to it', () => {
    const share = (n: number): number => accuracy(logitsOf(oneHot(n, 'relu'), 67), 67)
    expect([share(5), share(6) < 0.9, share(256)]).toEqual([1, true, 1])
    const p = 67
    // Largest distance from A |cos((a−b)ω/2)| cos((a+b−c)ω), in units of A.
    const bend = (n: number): number => {
      const turn = (2 * Math.PI) / p
      const logits = logitsOf(oneHot(n, 'relu'), p)
      const wave = everyPair(p).map(([a, b]) => Array.from({ length: p }, (_, c) => Math.abs(Math.cos(((a - b) * turn) / 2)) * Math.cos((a + b - c) * turn)))
      const dot = (x: number[][], y: number[][]): number => x.reduce((sum, row, i) => row.reduce((s, z, c) => s + z * y[i]![c]!, sum), 0)
      const size = dot(logits, wave) / dot(wave, wave)
      return Math.max(...logits.map((row, i) => Math.max(...row.map((z, c) => Math.abs(z / size - wave[i]![c]!)))))
    }
    expect(bend(5)).toBeGreaterThan(0.09)
    expect(bend(5)).toBeLessThan(0.108)
    expect(bend(256)).toBeLessThan(1e-3)
  })

  test('it asks for pairs of residues, one hidden layer and a frequency that they have', () => {
    expect(lackOf(oneHot(5, 'relu', 7), pairsOf(13))).toMatch(/set model.init.frequency to 6 or less/)
    expect(lackOf({ ...oneHot(5, 'relu'), hidden: [5, 5] }, pairsOf(13))).toMatch(/give model.hidden one entry/)
    expect(lackOf(oneHot(5, 'relu'), { ...pairsOf(13), outputs: 25 })).toMatch(/not pairs of them/)
  })
})

describe('Gromov’s closed form', () => {
  const waves = (hidden: number) => ({ kind: 'mlp', hidden: [hidden], activation: 'quadratic', prefactor: 'gromov', init: { kind: 'waves' } })

  test('with 500 neurons every sum modulo 97 is right', () => {
    const p = 97
    const pairs = Array.from({ length: 400 }, (_, i) => [(i * 37) % p, (i * 61 + Math.floor(i / p)) % p] as const)
    const logits = outputsOf(waves(500), pairsOf(p), startingWeights(waves(500), pairsOf(p)), pairs)
    pairs.forEach(([a, b], i) => expect(logits[i]!.indexOf(Math.max(...logits[i]!))).toBe((a + b) % p))
  })

  test('on average over pairs the answer’s output is N/2 and all outputs of a pair 0, times 1/(2p N)', () => {
    const p = 11
    const n = p - 1 // every frequency once, but for the constant
    const logits = logitsOf(waves(n), p).map((row) => row.map((z) => z * 2 * p * n))
    const mean = (x: readonly number[]): number => x.reduce((s, z) => s + z, 0) / x.length
    expect(mean(everyPair(p).map(([a, b], i) => logits[i]![(a + b) % p]!))).toBeCloseTo(n / 2, 10)
    for (const row of logits) expect(mean(row)).toBeCloseTo(0, 10)
  })

  test('the share of right answers rises with the number of neurons to 1', () => {
    const shares = [8, 32, 128, 512].map((n) => accuracy(logitsOf(waves(n), 23), 23))
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares[0]).toBeLessThan(0.6)
    expect(shares.at(-1)).toBe(1)
  })

  test('phases follow the seed', () => {
    const of = (seed: number): string => startingWeights(waves(4), pairsOf(5), seed)['layers.1.weight']!.data.join()
    expect(of(1)).toBe(of(1))
    expect(of(1)).not.toBe(of(2))
  })
})
