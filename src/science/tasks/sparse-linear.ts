import { LabError } from '../../shared/errors.ts'
import { uniform } from '../random/draw.ts'
import { exampleStream } from '../random/streams.ts'
import { checkSize } from './size.ts'
import type { Task } from './task.ts'

/**
 * Random sign vectors x ∈ {±1}ᵈ, answered by the majority of the first k: y = sign(x₁ + … + x_k), k odd.
 *
 * Source: Lyu et al. 2023, arXiv:2311.18817, section 3.2 (diagonal linear networks; a 3-sparse teacher among 10⁵ signs).
 */
export const sparseLinear: Task<'sparse_linear'> = {
  examples({ inputs, relevant, rows, example_seed }) {
    if (relevant > inputs || relevant % 2 === 0) {
      throw new LabError('bad-config', `The majority of ${relevant} among ${inputs} signs is not defined: it needs an odd number of them that are there. Nothing was started; choose ${Math.max(1, Math.min(relevant, inputs) - 1) | 1}.`, { key: 'task.relevant' })
    }
    checkSize(rows, inputs)
    const x = uniform(rows * inputs, { seed: example_seed, stream: exampleStream })
    for (let i = 0; i < x.length; i++) x[i] = x[i]! < 0.5 ? -1 : 1
    const y = Float64Array.from({ length: rows }, (_, row) => Math.sign(x.subarray(row * inputs, row * inputs + relevant).reduce((sum, sign) => sum + sign, 0)))
    return {
      inputs: { kind: 'features', values: { shape: [rows, inputs], dtype: 'f64', data: x } },
      answers: { kind: 'targets', values: { shape: [rows, 1], dtype: 'f64', data: y }, right: { kind: 'sign' } },
    }
  },
}
