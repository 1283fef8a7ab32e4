import { LabError } from '../../shared/errors.ts'
import { parseSplitFile } from '../../shared/formats/split-file.ts'
import type { SplitConfig } from '../../shared/schema/config/split.ts'
import { permutation } from '../random/draw.ts'
import { splitStream } from '../random/streams.ts'
import { noSources, type Sources } from '../sources.ts'
import type { Split } from '../types.ts'

/**
 * The rows that are trained on and those that are tested on, each side in ascending order.
 *
 * Random: the first of a permutation that the data seed draws; the seed is apart from that of the weights, as in Power et al. 2022,
 * so that runs can share a split. A share is rounded down: 1 392 of the 3 481 pairs of p = 59 at 0.4, 480 of the 961 of p = 31 at 0.5.
 * First: the first rows of the task, as in MNIST-1k. From a file: the rows that it lists.
 *
 * Tested on is the rest, or `test_count` of it: the next of the permutation, or the last rows where the first are trained on.
 *
 * @throws LabError `bad-config` where a side would be empty or a row is not there
 */
export function splitRows(rows: number, config: SplitConfig, sources: Sources = noSources): Split {
  if (config.file !== undefined) return splitOfFile(rows, parseSplitFile(sources(config.file)))
  const count = trainCount(rows, config)
  const rest = rows - count
  if (rest < 1) throw refusal(`The split trains on ${count} of the ${rows} examples, which leaves none to test on. Nothing was started; choose at most ${rows - 1}.`, 'split.train_count', rows)
  const { test_count: tests = rest } = config
  if (tests > rest) throw refusal(`${tests} examples are to be tested on, and the split leaves ${rest} of the ${rows}. Nothing was started; choose at most ${rest}.`, 'split.test_count', rows)

  if (config.which === 'first') return { train: range(0, count), test: range(rows - tests, rows) }
  const order = permutation(rows, { seed: config.data_seed, stream: splitStream })
  return { train: order.slice(0, count).sort(), test: order.slice(count, count + tests).sort() }
}

function trainCount(rows: number, { train_count, train_fraction = 0 }: SplitConfig): number {
  if (train_count !== undefined) return train_count
  const count = Math.floor(train_fraction * rows)
  if (count >= 1) return count
  throw refusal(`A train fraction of ${train_fraction} leaves none of the ${rows} examples to train on, so nothing was started. Choose at least ${ceilTo(1 / rows)}.`, 'split.train_fraction', rows)
}

function splitOfFile(rows: number, { train, test }: { readonly train: readonly number[]; readonly test: readonly number[] | null }): Split {
  const beyond = [...train, ...(test ?? [])].find((row) => row >= rows)
  if (beyond !== undefined) throw refusal(`The split file names row ${beyond}, and the task has the rows 0 to ${rows - 1}. Nothing was started; correct the file.`, 'split.file', rows)
  const isTrained = new Uint8Array(rows)
  for (const row of train) isTrained[row] = 1
  const rest = test ?? Array.from(range(0, rows).filter((row) => isTrained[row] === 0))
  if (rest.length === 0) throw refusal(`The split file trains on all ${rows} examples, which leaves none to test on. Nothing was started; leave some rows out of it.`, 'split.file', rows)
  return { train: Int32Array.from(train).sort(), test: Int32Array.from(rest).sort() }
}

/** from, from + 1 … to − 1 */
function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, i) => from + i)
}

/** Up to the next thousandth: a number that a person can type. */
function ceilTo(x: number): number {
  return Math.ceil(x * 1000) / 1000
}

function refusal(sentence: string, key: string, rows: number): LabError {
  return new LabError('bad-config', sentence, { key, rows })
}
