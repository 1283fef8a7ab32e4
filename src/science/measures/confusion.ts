import { z } from 'zod'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'
import { forwardExamples, tooLarge } from './forward.ts'
import { labelsOf, predicted, type Labels } from './labels.ts'
import { rowLossOf } from './row-losses.ts'

const whole = (...values: readonly number[]): HostTensor => ({ shape: [values.length], dtype: 'i32', data: Int32Array.from(values) })
const real = (...values: readonly number[]): HostTensor => ({ shape: [values.length], dtype: 'f64', data: Float64Array.from(values) })

/** More classes make a table that nobody reads. */
const mostClasses = 1000

/**
 * Which classes are taken for which, and the test examples that the network answers worst.
 *
 *   test_errors, train_errors    examples that are answered wrongly
 *
 * Arrays: `confusion.train` and `confusion.test` i32 [classes, classes], the right class down, that of the network across, examples of
 * neither (an output of 0 where signs answer) left out; and of the `worst` test examples by loss, the worst first: `worst.row` i32
 * (place among the examples), `worst.truth`, `worst.answer` i32, `worst.loss` f64 and their inputs `worst.inputs` [worst, columns].
 * Where a sign answers the loss is −log σ(±z), whatever the run learns by.
 */
export const confusion = defineMeasure({
  id: 'confusion',
  title: 'Confusions and worst examples',
  formula: String.raw`
    C_{y\hat y} = \text{number of examples of class } y \text{ that are answered } \hat y \\
    \text{worst} = \text{the test examples with the largest loss}`,
  domain: 'Answers that are classes, up to 1 000 of them. Counts of examples.',
  source: 'ours',
  unit: 'examples',
  expect: 'Before a network generalises its errors are spread over all classes; those that stay are few and alike.',
  cost: 'b',
  series: ['test_errors', 'train_errors'],
  parameters: z.strictObject({ worst: z.int().min(0).max(200).default(24).meta({ unit: 'examples', help: 'How many of the worst test examples are told.' }) }),
  lacks(input) {
    const labels = labelsOf(input.examples)
    if (labels === null) return 'It counts classes, and the answers of this task are numbers.'
    if (labels.classes > mostClasses) return `It counts up to ${mostClasses} classes, and this task has ${labels.classes}.`
    return tooLarge(input, input.examples.inputs.values.shape[0] ?? 0)
  },
  async compute(input) {
    const labels = labelsOf(input.examples)
    if (labels === null) return {}
    const { outputs: { data } } = await forwardExamples(input)
    const errors = (rows: Int32Array): number => rows.reduce((count, row) => count + (predicted(labels, data, row) === labels.values[row] ? 0 : 1), 0)
    return { test_errors: errors(input.split.test), train_errors: errors(input.split.train) }
  },
  async arrays(input, { worst }) {
    const labels = labelsOf(input.examples)
    if (labels === null) return {}
    const { outputs: { data } } = await forwardExamples(input)
    return { 'confusion.train': counted(labels, data, input.split.train), 'confusion.test': counted(labels, data, input.split.test), ...worstOf(input, labels, data, worst) }
  },
})

function counted(labels: Labels, data: ArrayLike<number>, rows: Int32Array): HostTensor {
  const { classes, values } = labels
  const table = new Int32Array(classes * classes)
  for (const row of rows) {
    const answer = predicted(labels, data, row)
    if (answer >= 0) table[values[row]! * classes + answer]!++
  }
  return { shape: [classes, classes], dtype: 'i32', data: table }
}

function worstOf({ config, examples: { inputs }, split }: MeasureInput, labels: Labels, data: HostTensor['data'], count: number): NamedTensors {
  const { classes, values, outputs } = labels
  const rowLoss = rowLossOf(config)
  const lossOf = (row: number): number => {
    if (outputs === 'logits') return rowLoss(Float64Array.from(data.subarray(row * classes, (row + 1) * classes)), values[row]!)
    return Math.log1p(Math.exp(values[row] === 1 ? -data[row]! : data[row]!))
  }
  const losses = Array.from(split.test, (row) => ({ row, loss: lossOf(row) }))
  const worst = losses.sort((a, b) => b.loss - a.loss || a.row - b.row).slice(0, count)
  const columns = inputs.values.shape[1] ?? 1
  const given = Float64Array.from(worst.flatMap(({ row }) => Array.from(inputs.values.data.subarray(row * columns, (row + 1) * columns))))
  return {
    'worst.row': whole(...worst.map(({ row }) => row)),
    'worst.truth': whole(...worst.map(({ row }) => values[row]!)),
    'worst.answer': whole(...worst.map(({ row }) => predicted(labels, data, row))),
    'worst.loss': real(...worst.map(({ loss }) => loss)),
    'worst.inputs': { shape: [worst.length, columns], dtype: 'f64', data: given },
  }
}
