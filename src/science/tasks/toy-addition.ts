import { normal } from '../random/draw.ts'
import { targetStream } from '../random/streams.ts'
import type { Task } from './task.ts'

/**
 * Sums (not modular) of unordered pairs i ≤ j of 0 … n − 1, in the order of (i, j), i slowest: 55 pairs and 19 sums for n = 10.
 * Each sum stands for a fixed vector of standard normal numbers, and an output is right when that vector is the nearest of all;
 * or the sums are classes.
 *
 * Source: Liu et al. 2022, arXiv:2205.10343, section 3.1 and `toy/train_add.py`.
 */
export const toyAddition: Task<'toy_addition'> = {
  examples({ symbols, answer, outputs, target_seed }) {
    const pairs = Array.from({ length: symbols }, (_, i) => Array.from({ length: symbols - i }, (_, k) => [i, i + k] as const)).flat()
    const sums = pairs.map(([i, j]) => i + j)
    const classes = 2 * symbols - 1
    const inputs = { kind: 'tokens', values: { shape: [pairs.length, 2], dtype: 'i32', data: Int32Array.from(pairs.flat()) }, vocabulary: symbols } as const
    if (answer === 'classes') {
      return { inputs, answers: { kind: 'classes', values: { shape: [sums.length], dtype: 'i32', data: Int32Array.from(sums) }, classes } }
    }
    const choices = { shape: [classes, outputs], dtype: 'f64', data: normal(classes * outputs, { seed: target_seed, stream: targetStream }) } as const
    const targets = new Float64Array(sums.length * outputs)
    sums.forEach((sum, row) => targets.set(choices.data.subarray(sum * outputs, (sum + 1) * outputs), row * outputs))
    return { inputs, answers: { kind: 'targets', values: { shape: [sums.length, outputs], dtype: 'f64', data: targets }, right: { kind: 'nearest', choices } } }
  },
}
