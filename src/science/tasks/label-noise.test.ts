import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { TaskConfig } from '../../shared/schema/config/task.ts'
import type { OfKind } from '../register.ts'
import type { Examples } from '../types.ts'
import { tasks } from './index.ts'
import { withLabelNoise } from './label-noise.ts'
import { splitRows } from './split.ts'
import type { Task, TaskKind } from './task.ts'

const taskOf = <K extends TaskKind>(config: OfKind<TaskConfig, K>): Task<K> => tasks[config.kind as K]
const examplesOf = (config: z.input<typeof TaskConfig>): Examples => {
  const parsed = TaskConfig.parse(config)
  return taskOf(parsed).examples(parsed)
}
/** Rows whose answer is another one, by side. */
const changed = (before: Examples, after: Examples, rows: Int32Array): number => {
  const [, width = 1] = before.answers.values.shape
  const of = ({ answers }: Examples, row: number): string => answers.values.data.slice(row * width, (row + 1) * width).join()
  return [...rows].filter((row) => of(before, row) !== of(after, row)).length
}

describe('label noise', () => {
  const truth = examplesOf({ kind: 'modular_table', modulus: 59 })
  const split = splitRows(3481, { train_fraction: 0.5, data_seed: 0 })
  const noisy = (label_noise: number, data_seed = 0): Examples => withLabelNoise(truth, split, { train_fraction: 0.5, label_noise, data_seed })

  test('replaces its share of the training answers, of which one in p stays right, and none that is tested on', () => {
    // Of 1740 · 0.3 = 522 answers drawn from 59, 522 · 58/59 = 513.2 differ, with a deviation of 3.
    expect(Math.abs(changed(truth, noisy(0.3), split.train) - 513.2)).toBeLessThan(12)
    expect(changed(truth, noisy(0.3), split.test)).toBe(0)
    expect(changed(truth, noisy(1), split.test)).toBe(0)
  })

  test('at 1 leaves answers that say nothing: each class as often as another', () => {
    const counts = new Int32Array(59)
    const random = noisy(1)
    for (const row of split.train) counts[random.answers.values.data[row]!]!++
    const chiSquare = counts.reduce((sum, n) => sum + (n - 1740 / 59) ** 2 / (1740 / 59), 0)
    expect(chiSquare).toBeLessThan(58 + 4 * Math.sqrt(2 * 58))
    expect(Math.abs(changed(truth, random, split.train) - 1740 * (58 / 59))).toBeLessThan(4 * Math.sqrt(1740 / 59))
  })

  test('is drawn by the data seed, and leaves the truth as it was', () => {
    expect(noisy(0.3).answers.values.data).toEqual(noisy(0.3).answers.values.data)
    expect(noisy(0.3).answers.values.data).not.toEqual(noisy(0.3, 1).answers.values.data)
    expect(truth.answers.values.data).toEqual(examplesOf({ kind: 'modular_table', modulus: 59 }).answers.values.data)
  })

  test('turns signs, and takes vectors among those that stand for an answer', () => {
    for (const config of [{ kind: 'sparse_parity', rows: 2000 }, { kind: 'toy_addition', symbols: 60 }] as const) {
      const clean = examplesOf(config)
      const rows = clean.inputs.values.shape[0]!
      const half = splitRows(rows, { train_fraction: 0.5, data_seed: 0 })
      const after = withLabelNoise(clean, half, { train_fraction: 0.5, label_noise: 1, data_seed: 0 })
      const share = changed(clean, after, half.train) / half.train.length
      expect(share).toBeCloseTo(config.kind === 'sparse_parity' ? 0.5 : 1 - 1 / 119, 1)
      expect(changed(clean, after, half.test)).toBe(0)
      const known = new Set(Array.from(clean.answers.values.data))
      expect(after.answers.values.data.every((value) => known.has(value))).toBe(true)
    }
  })

  test('is refused where answers are numbers of any size', () => {
    const teacher = examplesOf({ kind: 'teacher_student', rows: 10 })
    expect(() => withLabelNoise(teacher, { train: Int32Array.of(0), test: Int32Array.of(1) }, { train_fraction: 0.5, label_noise: 0.5, data_seed: 0 })).toThrow(/numbers of any size/)
  })
})
