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

test('the row comes in the last round, after its sample, for no more threads than there are', async () => {
  const items: BenchItem[] = []
  await bench(workerCommand(), { workloads: ['W2'], quick: true, executor: 'reference', threads: 64, rounds: 2 }, 1, async (item) => void items.push(item), never)
  const rows = items.flatMap((item) => (item.kind === 'row' ? [item.row] : []))
  expect(rows).toHaveLength(1)
  expect(items.at(-1)?.kind).toBe('row')
  const rounds = items.flatMap((item) => (item.kind === 'sample' ? [item.round] : []))
  expect([...new Set(rounds)]).toEqual([1, 2])
  const [row] = rows
  expect(row).toMatchObject({ workload: 'W2', threads: 1 })
  expect(row!.lowerBoundShare).toBeCloseTo(row!.lowerBoundMs / row!.msPerStep, 12)
})

test('a cancel ends the process that measures, with a sentence', async () => {
  const cancel = new AbortController()
  const measuring = measureOnce(workerCommand(), { ...request, seconds: 600, patienceSeconds: 0 }, () => cancel.abort(), cancel.signal)
  await expect(measuring).rejects.toThrow('The benchmark was cancelled. Nothing was changed.')
  await expect(measureOnce(workerCommand(), request, () => {}, AbortSignal.abort())).rejects.toThrow('cancelled')
})
