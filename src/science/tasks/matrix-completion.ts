import { LabError } from '../../shared/errors.ts'
import { normal } from '../random/draw.ts'
import { teacherStream } from '../random/streams.ts'
import type { Task } from './task.ts'

/**
 * Entries of a symmetric matrix M = (1/√r) Σ_{s ≤ r} u_s u_sᵀ with u_s ~ N(0, I): each pair (i, j), i slowest, asks for M_ij, of mean square
 * 1 off the diagonal.
 *
 * Source: Lyu et al. 2023, arXiv:2311.18817, section 3.3 (rank 1, completed by UUᵀ − VVᵀ); the scale of the entries is ours.
 */
export const matrixCompletion: Task<'matrix_completion'> = {
  examples({ size: d, rank, tolerance, example_seed }) {
    if (rank > d) throw new LabError('bad-config', `A matrix of ${d} rows has at most rank ${d}, and ${rank} is asked for. Nothing was started; choose task.rank up to ${d}.`, { key: 'task.rank' })
    const u = normal(rank * d, { seed: example_seed, stream: teacherStream(0) })
    const tokens = new Int32Array(2 * d * d)
    const entries = new Float64Array(d * d)
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        const row = i * d + j
        tokens.set([i, j], 2 * row)
        for (let s = 0; s < rank; s++) entries[row]! += (u[s * d + i]! * u[s * d + j]!) / Math.sqrt(rank)
      }
    }
    return {
      inputs: { kind: 'tokens', values: { shape: [d * d, 2], dtype: 'i32', data: tokens }, vocabulary: d },
      answers: { kind: 'targets', values: { shape: [d * d, 1], dtype: 'f64', data: entries }, right: { kind: 'within', tolerance } },
    }
  },
}
