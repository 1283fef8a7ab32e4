import { expect, test } from 'vitest'
import type { BenchRow } from '../../../shared/schema/bench.ts'
import { benchTable } from './bench.ts'

const row: BenchRow = {
  workload: 'W1', title: 'reference MLP, p 59', msPerStep: 2.7181, spread: [2.6, 2.91], stepsPerSecond: 367.9, lowerBoundMs: 2.2, lowerBoundShare: 0.8094,
  threads: 2, executor: 'native', build: 'native/1 abc avx2', compileMs: 90, peakMemory: 123_456_789, samples: 12, discarded: 3, quiet: true,
}

test('a person reads milliseconds, their spread, the share of the products and what was thrown away', () => {
  const text = benchTable([row])
  expect(text).toMatch(/W1 +reference MLP, p 59 +2\.72 +2\.60 to 2\.91 +368 +2\.20 +80\.9 % +2 +123 +3\n/)
  expect(text).toContain('On native/1 abc avx2.')
  expect(text).not.toContain('noisy')
})

test('a row that was measured on a busy machine says so, with what to do', () => {
  const text = benchTable([row, { ...row, workload: 'W2', quiet: false }])
  expect(text).toMatch(/W2 .* noisy\n/)
  expect(text).toContain('close them and measure again')
})
