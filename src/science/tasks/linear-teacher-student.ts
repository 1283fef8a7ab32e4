import { normal } from '../random/draw.ts'
import { exampleStream, teacherStream } from '../random/streams.ts'
import { checkSize } from './size.ts'
import type { Task } from './task.ts'

/**
 * y = T x with x ~ N(0, I) and a fixed matrix T (d_in, d_out) of entries N(0, 1/(2 d_in d_out)); right below the squared error ε. A
 * student S whose entries begin with the same distribution errs by E|(S − T)ᵀx|² = 1; λ = d_in / (rows trained on).
 *
 * Source: Levi et al. 2023, arXiv:2310.16441, section 2 (d_in 1 000, d_out 1, ε 10⁻³; λ 0.1, 0.9, 1.5).
 */
export const linearTeacherStudent: Task<'linear_teacher_student'> = {
  examples({ inputs, outputs, rows, tolerance, example_seed }) {
    checkSize(rows, inputs)
    const features = normal(rows * inputs, { seed: example_seed, stream: exampleStream })
    const teacher = normal(inputs * outputs, { seed: example_seed, stream: teacherStream(0) }).map((z) => z / Math.sqrt(2 * inputs * outputs))
    const targets = new Float64Array(rows * outputs)
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < inputs; k++) {
        for (let j = 0; j < outputs; j++) targets[row * outputs + j]! += features[row * inputs + k]! * teacher[k * outputs + j]!
      }
    }
    return {
      inputs: { kind: 'features', values: { shape: [rows, inputs], dtype: 'f64', data: features } },
      answers: { kind: 'targets', values: { shape: [rows, outputs], dtype: 'f64', data: targets }, right: { kind: 'within', tolerance } },
    }
  },
}
