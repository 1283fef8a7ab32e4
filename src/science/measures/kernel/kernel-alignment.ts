import { z } from 'zod'
import type { HostTensor } from '../../../shared/tensors.ts'
import type { MeasureInput } from '../../types.ts'
import { defineMeasure } from '../define.ts'
import { once } from '../once.ts'
import { alignmentOf, type Alignment } from './alignment.ts'
import { tangentKernel } from './tangent-kernel.ts'

const Parameters = z.strictObject({
  products: z.int().min(1).max(1_000_000).default(2000).meta({ unit: 'products', help: 'How many products of the kernel with a vector may be made: one for each row and output. As many rows are taken, evenly spread over the training examples.' }),
  most_rows: z.int().min(2).max(4000).default(500).meta({ unit: 'rows', help: 'No more rows than this.' }),
})
type Parameters = z.output<typeof Parameters>

function outputsOf({ examples: { answers } }: MeasureInput): number {
  return answers.kind === 'classes' ? answers.classes : (answers.values.shape[1] ?? 1)
}

/** Places among the training rows, evenly spread. */
function rowsFor(input: MeasureInput, { products, most_rows: most }: Parameters): Int32Array {
  const n = input.split.train.length
  const p = Math.min(n, most, Math.floor(products / outputsOf(input)))
  return Int32Array.from({ length: p }, (_, i) => Math.floor((i * n) / p))
}

/** What the rows ask for: targets as they are, classes as one-hot answers less 1/C. f64 [P, C] */
function answersOf(input: MeasureInput, rows: Int32Array): HostTensor {
  const { examples: { answers }, split } = input
  const outputs = outputsOf(input)
  const data = new Float64Array(rows.length * outputs)
  rows.forEach((row, i) => {
    const example = split.train[row] ?? 0
    for (let c = 0; c < outputs; c++) {
      data[i * outputs + c] = answers.kind === 'classes' ? (answers.values.data[example] === c ? 1 : 0) - 1 / outputs : answers.values.data[example * outputs + c]!
    }
  })
  return { shape: [rows.length, outputs], dtype: 'f64', data }
}

const measured = once(async (input: MeasureInput, parameters: Parameters): Promise<{ readonly kernel: HostTensor; readonly found: Alignment }> => {
  const rows = rowsFor(input, parameters)
  const kernel = await tangentKernel(input, rows)
  return { kernel, found: alignmentOf(kernel, answersOf(input, rows), input.numerics) }
})

/**
 * How the tangent kernel of the network, as it is now, lies to the answers of the training examples (a part of them in large sets).
 *
 *   kernel_alignment    tr(YᵀKY)/(‖K‖_F ‖Y‖²), kernel_difficulty tr(YᵀK⁻¹Y) (pseudo-inverse), kernel_unreachable the part of ‖Y‖² that K has no direction for
 *
 * Source: Kumar et al. 2023, arXiv:2310.06110, section 4. Several outputs share one kernel, the average over them.
 */
export const kernelAlignment = defineMeasure({
  id: 'kernel_alignment',
  title: 'Alignment of the tangent kernel',
  formula: String.raw`
    K = \Big\langle\frac{\partial f}{\partial\theta}\cdot\frac{\partial f}{\partial\theta}\Big\rangle\quad\text{over outputs} \\
    \text{alignment} = \frac{y^{\mathsf T}Ky}{\lVert K\rVert_F\lVert y\rVert^2},\qquad \text{difficulty} = y^{\mathsf T}K^{-1}y\quad\text{over training examples}`,
  domain: 'Networks; training examples. Alignment 0 to 1.',
  source: 'Kumar et al. 2023',
  unit: '1',
  expect: 'While it learns lazily the kernel stays as it was and lies badly to the answers; when features are learnt the alignment rises and the difficulty falls, and the tests follow.',
  cost: 'c',
  series: ['kernel_alignment', 'kernel_difficulty', 'kernel_unreachable'],
  parameters: Parameters,
  lacks(input, parameters) {
    const outputs = outputsOf(input)
    if (rowsFor(input, parameters).length < 2) return `It takes a product for each row and each of ${outputs} outputs, and ${parameters.products} products are fewer than two rows need; raise products to ${2 * outputs}.`
    return input.config.model.kind.startsWith('gp_') ? 'A Gaussian process has its kernel given; a tangent kernel is that of a network.' : null
  },
  async compute(input, parameters) {
    const { found: { alignment, difficulty, unreachable } } = await measured(input, parameters)
    return { kernel_alignment: alignment, kernel_difficulty: difficulty, kernel_unreachable: unreachable }
  },
  /** `kernel` [P, P], its `eigenvalues` [P] ascending, and the `rows` [P] of the task that it stands for. */
  async arrays(input, parameters) {
    const { kernel, found: { eigenvalues } } = await measured(input, parameters)
    const rows = Int32Array.from(rowsFor(input, parameters), (row) => input.split.train[row] ?? 0)
    return { kernel, eigenvalues: { shape: [eigenvalues.length], dtype: 'f64', data: eigenvalues }, rows: { shape: [rows.length], dtype: 'i32', data: rows } }
  },
})
