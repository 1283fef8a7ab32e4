import { normal, uniform } from '../random/draw.ts'
import { exampleStream, teacherStream } from '../random/streams.ts'
import { checkSize } from './size.ts'
import type { Task } from './task.ts'

/** x [rows, inputs] → x W + b [rows, outputs], weights and biases U(±1/√inputs). */
function layer(x: Float64Array, rows: number, inputs: number, outputs: number, seed: number, i: number): Float64Array {
  const bound = 1 / Math.sqrt(inputs)
  const drawn = uniform((inputs + 1) * outputs, { seed, stream: teacherStream(i) }).map((u) => (2 * u - 1) * bound)
  const out = new Float64Array(rows * outputs)
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < outputs; j++) {
      let sum = drawn[inputs * outputs + j]!
      for (let k = 0; k < inputs; k++) sum += x[row * inputs + k]! * drawn[k * outputs + j]!
      out[row * outputs + j] = sum
    }
  }
  return out
}

/**
 * Standard normal inputs and the answers of a tanh network of fixed random weights (PyTorch's default), the teacher.
 *
 * Source: Liu et al. 2023, Omnigrok, arXiv:2210.01117, section 3 and notebook `teacher-student` (5-100-100-5; right below 0.001).
 */
export const teacherStudent: Task<'teacher_student'> = {
  examples({ inputs, hidden, outputs, rows, tolerance, example_seed }) {
    checkSize(rows, Math.max(inputs, outputs, ...hidden))
    const features = normal(rows * inputs, { seed: example_seed, stream: exampleStream })
    const widths = [inputs, ...hidden, outputs]
    const targets = widths.slice(1).reduce((x, width, i) => layer(i === 0 ? x : x.map(Math.tanh), rows, widths[i] ?? 0, width, example_seed, i), features)
    return {
      inputs: { kind: 'features', values: { shape: [rows, inputs], dtype: 'f64', data: features } },
      answers: { kind: 'targets', values: { shape: [rows, outputs], dtype: 'f64', data: targets }, right: { kind: 'within', tolerance } },
    }
  },
}
