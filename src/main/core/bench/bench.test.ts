import { expect, test } from 'vitest'
import type { BenchItem, BenchRequest } from '../../../shared/schema/bench.ts'
import { workerCommand } from '../paths.ts'
import { bench, maxForeign, measureOnce } from './bench.ts'

const never = new AbortController().signal
const request: BenchRequest = { workload: 'W3', executor: 'reference', threads: 1, products: true, seconds: 0, patienceSeconds: 0, maxForeign }

test('a workload is measured in a process of its own: whole steps and their products by turns', async () => {
  const seen: string[] = []
  const measurement = await measureOnce(workerCommand(), request, ({ of }) => void seen.push(of), never)
  expect(seen).toEqual(['steps', 'products'])
  expect(measurement).toMatchObject({ workload: 'W3', executor: 'reference', threads: 1 })
  expect(measurement.samples.map(({ of }) => of)).toEqual(seen)
  const [steps, products] = measurement.samples
  expect(steps!.ms).toBeGreaterThan(0)
  expect(products!.ms).toBeGreaterThan(0)
  expect(Number.isFinite(measurement.loss)).toBe(true)
  expect(measurement.compileMs).toBeGreaterThan(0)
  // A Node process with a network in it: more than 30 MB, less than 2 GB.
  expect(measurement.peakMemory).toBeGreaterThan(3e7)
  expect(measurement.peakMemory).toBeLessThan(2e9)
})

test('the rows come in the last round, after the samples of all', async () => {
  const items: BenchItem[] = []
  await bench(workerCommand(), { workloads: ['W2'], quick: true, executor: 'reference', threads: 1, rounds: 1 }, 2, async (item) => void items.push(item), never)
  const kinds = items.map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'row')).toHaveLength(1)
  expect(kinds.at(-1)).toBe('row')
  const row = items.at(-1)
  if (row?.kind !== 'row') expect.fail('no row came')
  expect(row.row.lowerBoundShare).toBeCloseTo(row.row.lowerBoundMs / row.row.msPerStep, 12)
  expect(row.row.workload).toBe('W2')
})

test('a cancel ends the process that measures, with a sentence', async () => {
  const cancel = new AbortController()
  const measuring = measureOnce(workerCommand(), { ...request, seconds: 600, patienceSeconds: 0 }, () => cancel.abort(), cancel.signal)
  await expect(measuring).rejects.toThrow('The benchmark was cancelled. Nothing was changed.')
  await expect(measureOnce(workerCommand(), request, () => {}, AbortSignal.abort())).rejects.toThrow('cancelled')
})
