import { describe, expect, test } from 'vitest'
import { dataOf } from './data.ts'
import { initialWeights } from './parameters.ts'
import { trainRows, workloads } from './workload.ts'

const distinct = Object.values(workloads).filter(({ name }) => name !== 'W7')

describe('data of a workload', () => {
  test.each(distinct)('$name: as many rows as the peers train on, the rest of the table to test', (workload) => {
    const data = dataOf(workload)
    const n = { W1: 1392, W2: 480, W3: 911, W4: 3830, W5: 1000, W6: 5107, W7: 1392 }[workload.name]
    expect(trainRows(workload)).toBe(n)
    expect(data['train.labels']!.shape).toEqual([n])
    if (workload.kind === 'dense') return
    const { modulus: p, ordered } = workload.pairs
    const seen = new Set<number>()
    for (const side of ['train', 'test']) {
      const tokens = data[`${side}.tokens`]!.data
      data[`${side}.labels`]!.data.forEach((label, i) => {
        const [a, b] = [tokens[2 * i]!, tokens[2 * i + 1]!]
        expect(label).toBe((a + b) % p)
        if (!ordered) expect(a).toBeLessThanOrEqual(b)
        seen.add(a * p + b)
      })
    }
    expect(seen.size).toBe(ordered ? p * p : (p * (p + 1)) / 2)
  })

  test('W5 has inputs in [0, 1) and answers among its classes', () => {
    const data = dataOf(workloads.W5)
    expect(data['train.x']!.shape).toEqual([1000, 784])
    expect(data['test.x']!.data.every((x) => x >= 0 && x < 1)).toBe(true)
    expect(new Set(data['train.labels']!.data)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))
  })
})

describe('initial weights', () => {
  test('differ from seed to seed and are the same for one', () => {
    const of = (seed: number): string => initialWeights(workloads.W2, seed)['w0']!.data.slice(0, 5).join()
    expect(of(0)).toBe(of(0))
    expect(of(0)).not.toBe(of(1))
  })
  test('of W3 never lie beyond two standard deviations, those of W5 are eight times as wide as usual', () => {
    const largest = (data: ArrayLike<number>): number => Array.from(data).reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    const { emb } = initialWeights(workloads.W3, 0)
    const cut = (2 * Math.sqrt(2 / 67)) / 0.8796
    expect(largest(emb!.data)).toBeLessThanOrEqual(cut + 1e-6)
    const { w0 } = initialWeights(workloads.W5, 0)
    expect(largest(w0!.data) / (8 / 28)).toBeCloseTo(1, 3)
  })
})
