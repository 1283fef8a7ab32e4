import { z } from 'zod'
import type { HostTensor } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'
import { forwardExamples, tooLarge } from './forward.ts'
import { accuracyOver, labelsOf, predicted, type Labels } from './labels.ts'
import { once } from './once.ts'
import { largestOutputs, logSumsOf, pairsOf, pairTable } from './pair-tables.ts'
import { forwardGrid, lacksGrid, residueGrid } from './residue-grid.ts'
import { rowLossOf } from './row-losses.ts'
import { sumWaves } from './sum-waves.ts'

/** Rows of the test set whose mirror (b, a) is not trained on; null where the task does not commute, so that a mirror gives nothing away. */
function unmirrored({ split, ...input }: MeasureInput, labels: Labels): Int32Array | null {
  const pairs = pairsOf(input)
  if (typeof pairs === 'string') return null
  const { symbols, tokens } = pairs
  const rowOf = new Map<number, number>()
  for (let row = 0; row < tokens.length / 2; row++) rowOf.set(tokens[2 * row]! * symbols + tokens[2 * row + 1]!, row)
  const mirror = (row: number): number | undefined => rowOf.get(tokens[2 * row + 1]! * symbols + tokens[2 * row]!)
  const commutes = [...rowOf.values()].every((row) => {
    const other = mirror(row)
    return other === undefined || labels.values[other] === labels.values[row]
  })
  if (!commutes) return null
  const trained = new Set(split.train)
  return split.test.filter((row) => {
    const other = mirror(row)
    return other === undefined || other === row || !trained.has(other)
  })
}

/** ln Σ_j exp z_j of every example: f64 [rows]. */
const logSums = once(async (input: MeasureInput, _parameters: null): Promise<Float64Array> => logSumsOf((await forwardExamples(input)).outputs))

/**
 * What the network answers to every pair. Where a task commutes, a test pair (a, b) whose mirror (b, a) was trained on is a gift to
 * networks that add up what they see; `unmirrored_test_accuracy` is that of the other test pairs, and of all where nothing commutes.
 *
 * Tables, symbols along both axes, a down and b across, −1 where there is no example:
 *   answer      the class that the network says        right     1 or 0        trained  1 where the pair is trained on
 *   confidence  probability of its answer               correct   probability of the right one
 *   truth       the class that is right                 loss     that of the run, of this pair alone
 * with `top` also `top_class` and `top_logit` [n, n, top]: the classes of the largest outputs, first to last; and, for sums of residues, `logit_table` [n, n]: mean output of place c (across) over pairs whose sum is s (down), the mean over c
 * taken out; `logit_wave` [n]: its mean over s at distance c − s, the wave cos(2πf(a + b − c)/n) of the circuit.
 *
 * Source: PAIR 2023 (grid, logit wave); Power et al. 2022, Nanda et al. 2023 (plateau of mirrored pairs).
 */
export const predictions = defineMeasure({
  id: 'predictions',
  title: 'Predictions for every pair',
  formula: String.raw`
    \text{right}(a, b) = [\operatorname*{arg\,max}_c L_c = \text{answer}],\qquad \text{confidence} = \max_c\operatorname{softmax}(L)_c \\
    \text{unmirrored: test pairs } (a, b) \text{ with } (b, a) \text{ not trained on} \\
    \text{wave}(d) = \langle L_{a+b+d}\rangle\quad\text{over pairs}`,
  domain: 'Tables of pairs with an output for each answer. 0 to 1.',
  source: 'PAIR 2023; Nanda et al. 2023',
  unit: '1',
  expect: 'Where pairs commute, the test accuracy of networks that share weights between symbols rests near the train fraction: these are mirrored pairs. On the others it stays at 0 until the network generalises.',
  cost: 'b',
  series: ['table_accuracy', 'unmirrored_test_accuracy', 'mean_confidence', 'mean_correct_probability'],
  parameters: z.strictObject({ top: z.int().min(0).max(10).default(0).meta({ unit: 'classes', help: 'How many of the largest outputs are told of every pair.' }) }),
  lacks(input) {
    const pairs = pairsOf(input)
    if (typeof pairs === 'string') return pairs
    if (labelsOf(input.examples)?.outputs !== 'logits') return 'It reads one output for each class, and the answers of this task are numbers.'
    return tooLarge(input, pairs.tokens.length / 2)
  },
  async compute(input) {
    const labels = labelsOf(input.examples)
    if (labels === null) return {}
    const { outputs: { data } } = await forwardExamples(input)
    const { values, classes } = labels
    const sums = await logSums(input, null)
    let confidence = 0
    let correct = 0
    values.forEach((label, row) => {
      confidence += Math.exp(data[row * classes + predicted(labels, data, row)]! - sums[row]!) / values.length
      correct += Math.exp(data[row * classes + label]! - sums[row]!) / values.length
    })
    return {
      table_accuracy: accuracyOver(labels, data, values.keys()),
      unmirrored_test_accuracy: accuracyOver(labels, data, unmirrored(input, labels) ?? input.split.test),
      mean_confidence: confidence,
      mean_correct_probability: correct,
    }
  },
  async arrays(input, { top }) {
    const pairs = pairsOf(input)
    const labels = labelsOf(input.examples)
    if (typeof pairs === 'string' || labels === null) return {}
    const { outputs: { data } } = await forwardExamples(input)
    const { values, classes } = labels
    const trained = new Set(input.split.train)
    const sums = await logSums(input, null)
    const lossOf = rowLossOf(input.config)
    const outputs = new Float64Array(classes)
    const outputsOf = (row: number): Float64Array => {
      outputs.set(data.subarray(row * classes, (row + 1) * classes))
      return outputs
    }
    const probability = (row: number, c: number): number => Math.exp(data[row * classes + c]! - sums[row]!)
    const whole = (of: (row: number) => number): HostTensor => pairTable(pairs, 'i32', of)
    const real = (of: (row: number) => number): HostTensor => pairTable(pairs, 'f64', of)
    const answer = (row: number): number => predicted(labels, data, row)
    return {
      answer: whole(answer),
      right: whole((row) => (answer(row) === values[row] ? 1 : 0)),
      trained: whole((row) => (trained.has(row) ? 1 : 0)),
      confidence: real((row) => probability(row, answer(row))),
      correct: real((row) => probability(row, values[row]!)),
      truth: whole((row) => values[row]!),
      loss: real((row) => lossOf(outputsOf(row), values[row]!)),
      ...(top === 0 ? {} : largestOutputs(pairs, data, classes, Math.min(top, classes))),
      ...(await logitWave(input)),
    }
  },
})

/** Outputs against the sum, where the answers are sums; nothing otherwise. */
async function logitWave(input: MeasureInput): Promise<Readonly<Record<string, HostTensor>>> {
  const grid = residueGrid(input)
  if (typeof grid === 'string' || lacksGrid(input, { sum: true }) !== null) return {}
  const { n, residues } = grid
  const { means, classes } = sumWaves(grid, (await forwardGrid(input, grid)).outputs)
  const centred = new Float64Array(n * n)
  const wave = new Float64Array(n)
  for (let s = 0; s < n; s++) {
    let mean = 0
    for (let c = 0; c < n; c++) mean += means[s * classes + residues[c]!]! / n
    for (let c = 0; c < n; c++) {
      centred[s * n + c] = means[s * classes + residues[c]!]! - mean
      wave[(c - s + n) % n]! += centred[s * n + c]! / n
    }
  }
  return { logit_table: { shape: [n, n], dtype: 'f64', data: centred }, logit_wave: { shape: [n], dtype: 'f64', data: wave } }
}
