import { describe, expect, test } from 'vitest'
import type { BenchMeasurement, BenchSample } from '../../../shared/schema/bench.ts'
import { benchRow, keep } from './bench-row.ts'
import { median, quantile, quartiles } from './quantile.ts'

const sample = (of: BenchSample['of'], ms: number, foreign: number | null = 0): BenchSample => ({ of, ms, steps: 10, foreign })

const measurement = (samples: readonly BenchSample[], changes: Partial<BenchMeasurement> = {}): BenchMeasurement => ({
  workload: 'W1', title: 'reference MLP', executor: 'native', build: 'native/1', threads: 2, compileMs: 100, samples, peakMemory: 1e8, loss: 1, ...changes,
})

describe('quantiles', () => {
  test('lie between neighbours in a line, whatever the order', () => {
    expect(quartiles([4, 1, 3, 2])).toEqual([1.75, 3.25])
    expect(median([5, 1, 9])).toBe(5)
    expect(median([1, 2])).toBe(1.5)
  })
  test('of one number are that number, at the ends the extremes, of none not a number', () => {
    expect(quartiles([7])).toEqual([7, 7])
    expect([quantile([3, 1, 2], 0), quantile([3, 1, 2], 1)]).toEqual([1, 3])
    expect(median([])).toBeNaN()
  })
})

describe('samples', () => {
  test('in which others used the cores are thrown away and counted', () => {
    const samples = [sample('steps', 1), sample('steps', 9, 0.5), sample('steps', 1.2, 0.1), sample('steps', 1.1, null), sample('products', 5)]
    expect(keep(samples, 'steps', 0.12)).toEqual({ values: [1, 1.2, 1.1], discarded: 1, quiet: true })
  })
  test('are all taken, and the row says so, where the machine never fell quiet', () => {
    expect(keep([sample('steps', 1), sample('steps', 9, 0.5)], 'steps', 0.12)).toEqual({ values: [1, 9], discarded: 0, quiet: false })
  })
})

describe('a row', () => {
  test('is the median over the samples of all rounds, with the share of the products alone', () => {
    const row = benchRow(
      [
        measurement([sample('steps', 4), sample('products', 2), sample('steps', 5), sample('products', 3)]),
        measurement([sample('steps', 4), sample('products', 3)], { compileMs: 200, peakMemory: 2e8 }),
      ],
      0.12,
    )
    expect(row).toMatchObject({ msPerStep: 4, spread: [4, 4.5], stepsPerSecond: 250, lowerBoundMs: 3, lowerBoundShare: 0.75, compileMs: 150, peakMemory: 2e8, samples: 3, discarded: 0, quiet: true })
  })
})
