import { z } from 'zod'
import type { HostTensor } from '../../shared/tensors.ts'
import { groupTable } from '../tasks/group-table.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'
import { featureWidth, lastLayer } from './last-layer.ts'
import { forwardExamples, tooLarge } from './forward.ts'
import { byAnswer, energy, logitSimilarity, partIn } from './group-projection.ts'
import { irrepsOf } from './irreps/irreps.ts'
import type { Irrep } from './irreps/representation.ts'
import { product, rowsOf } from './matrices.ts'
import { rowLossOf } from './row-losses.ts'
import { layerOf } from './symbol-tables.ts'

/** All pairs of a group: order, true answers, irreps. */
interface GroupTask {
  readonly n: number
  readonly answers: ArrayLike<number>
  readonly irreps: readonly Irrep[]
}

function groupTask({ config: { task } }: MeasureInput): GroupTask | null {
  if (task.kind !== 'group_table') return null
  const { answers } = groupTable.examples(task, () => new Uint8Array())
  return { n: answers.kind === 'classes' ? answers.classes : 0, answers: answers.values.data, irreps: irrepsOf(task.group, task.n) }
}

/** What the network holds of each element, [n, columns] each: embeddings, or the blocks of a first layer on one-hot pairs. */
function elementTables({ weights }: MeasureInput, n: number): readonly HostTensor[] {
  const found = ['embed.weight', 'embed.0.weight', 'embed.1.weight'].flatMap((name) => (weights[name]?.shape.length === 2 && (weights[name].shape[0] ?? 0) >= n ? [rowsOf(weights[name], 0, n)] : []))
  const layer = weights['layers.0.weight']
  return found.length === 0 && layer?.shape.length === 2 && layer.shape[0] === 2 * n ? [rowsOf(layer, 0, n), rowsOf(layer, n, n)] : found
}

function transposed({ shape: [rows = 0, columns = 0], data }: HostTensor): HostTensor {
  return { shape: [columns, rows], dtype: 'f64', data: Float64Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!) }
}

/** Part of the squared length of some tables that lies in ρ. */
function shareIn(each: Irrep, tables: readonly HostTensor[]): number {
  const within = tables.reduce((sum, { shape, data }) => sum + energy(partIn(each, data, shape[1] ?? 0)), 0)
  return within / tables.reduce((sum, { data }) => sum + energy(data), 0)
}

/** Σ (x − mean of its row)². */
function centredEnergy({ shape: [rows = 0, columns = 0], data }: HostTensor): number {
  let sum = 0
  for (let row = 0; row < rows; row++) {
    let mean = 0
    for (let c = 0; c < columns; c++) mean += data[row * columns + c]! / columns
    for (let c = 0; c < columns; c++) sum += (data[row * columns + c]! - mean) ** 2
  }
  return sum
}

/**
 * Which irreducible representations ρ of the group the network computes with. Over all n² pairs, answers l(x, y):
 *
 *   logit_similarity.ρ     cosine of the centred outputs and tr(ρ(l) ρ(z⁻¹)) over classes z; key: above `key`
 *   embedding_share.ρ      squared length of embedding (of both, or of the first layer's blocks) in the span of ρ's entries, / all
 *   unembedding_share.ρ    the same of the last layer, by class
 *   hidden_share.ρ         variance of what the last layer reads that is a function of ρ(l), / all
 *   group_excluded_loss.ρ  training loss of the outputs without their part in ρ(l)'s entries; group_excluded_loss without all key ones
 *   group_restricted_…     loss of the part in the key ones and in the trivial one only
 *
 * Irreps are real and orthogonal: Young's orthogonal form for S_n, its restriction for A_n, turns and reflections for D_n and C_n.
 * The trivial one is the mean over pairs. For a b a⁻¹ and a b a, l is what is asked.
 *
 * Source: Chughtai et al. 2023, arXiv:2302.03025, sections 4 and 5.
 */
export const groupRepresentations = defineMeasure({
  id: 'group_representations',
  title: 'Representations of the group',
  formula: String.raw`
    \text{similarity} = \cos\big(L - \langle L\rangle_z,\ \operatorname{tr}\rho(xy)\rho(z^{-1})\big) \\
    \text{share} = \frac{\lVert Q_\rho^{\mathsf T}E\rVert^2}{\lVert E\rVert^2},\quad Q_\rho:\ \text{orthonormal basis of the entries of}\ \rho \\
    \text{excluded: loss of}\ L - Q_\rho Q_\rho^{\mathsf T}L\ \text{over}\ \rho(xy) \\
    \text{restricted: key}\ \rho\ \text{only}`,
  domain: 'Tables of the symmetric, alternating, dihedral and cyclic groups. Shares and similarities up to 1.',
  source: 'Chughtai et al. 2023',
  unit: '1; loss',
  expect: 'A few representations take over, in S5 nearly always sign and standard. Shares of embedding and unembedding rise first, then the excluded losses, and the tests follow.',
  cost: 'b',
  series: ['logit_similarity.*', 'embedding_share.*', 'unembedding_share.*', 'hidden_share.*', 'group_excluded_loss', 'group_excluded_loss.*', 'group_restricted_train_loss', 'group_restricted_test_loss', 'key_representations'],
  parameters: z.strictObject({ key: z.number().min(0).max(1).default(0.005).meta({ unit: '1', help: 'A key representation has a logit similarity above this.' }) }),
  lacks(input) {
    const { config: { task }, examples } = input
    if (task.kind !== 'group_table') return 'It reads the table of a group, the task group_table.'
    if (examples.answers.kind !== 'classes') return 'It reads one output for each element.'
    return tooLarge(input, examples.inputs.values.shape[0] ?? 0, featureWidth(input) === null ? [] : ['features'])
  },
  async compute(input, { key: least }) {
    const task = groupTask(input)
    if (task === null) return {}
    const { n, irreps } = task
    const { outputs, notes } = await forwardExamples(input, featureWidth(input) === null ? [] : ['features'])
    const logits = byAnswer(outputs, task.answers, n)
    const hidden = notes['features'] && byAnswer(notes['features'], task.answers, n)
    const tables = elementTables(input, n)
    const last = lastLayer(input)
    const centred = centredEnergy(outputs)
    const parts = new Map(irreps.map((each) => [each.name, partIn(each, logits.means, n)]))
    const [trivial] = irreps
    const constant = parts.get(trivial?.name ?? '') ?? new Float64Array(n * n)
    const values: Record<string, number> = {}
    const key: Float64Array[] = []
    let done = 0
    for (const each of irreps) {
      await input.breathe(done++ / irreps.length)
      const { name } = each
      const similarity = each === trivial ? 0 : logitSimilarity(logits, each, centred)
      const part = parts.get(name) ?? constant
      if (tables.length > 0) values[`embedding_share.${name}`] = shareIn(each, tables)
      if (last !== null) values[`unembedding_share.${name}`] = shareIn(each, [transposed(last)])
      if (each === trivial) continue
      values[`logit_similarity.${name}`] = similarity
      if (hidden) values[`hidden_share.${name}`] = (n * energy(partIn(each, hidden.means, hidden.classes))) / hidden.variance
      values[`group_excluded_loss.${name}`] = meanLoss(input, task, outputs, input.split.train, (own, at) => own - part[at]!)
      if (similarity > least) key.push(part)
    }
    const all = key.reduce((sum, part) => sum.map((x, i) => x + part[i]!), new Float64Array(n * n))
    const restricted = (rows: Int32Array): number => meanLoss(input, task, outputs, rows, (_, at) => all[at]! + constant[at]!)
    return {
      ...values,
      key_representations: key.length,
      group_excluded_loss: meanLoss(input, task, outputs, input.split.train, (own, at) => own - all[at]!),
      group_restricted_train_loss: restricted(input.split.train),
      group_restricted_test_loss: restricted(input.split.test),
    }
  },
  /** `neuron_shares` [symbols, neurons, irreps] of what each neuron gets from x and from y, irreps as in `embedding_share.*`; `element_class` [n] by characters. */
  arrays(input) {
    const task = groupTask(input)
    if (task === null) return {}
    const { n, irreps } = task
    const tables = neuronsOf(input, n)
    const neurons = tables[0]?.shape[1] ?? 0
    const shares = new Float64Array(tables.length * neurons * irreps.length)
    tables.forEach((table, place) => shares.set(columnShares(irreps, table), place * neurons * irreps.length))
    return {
      ...(tables.length === 0 ? {} : { neuron_shares: { shape: [tables.length, neurons, irreps.length], dtype: 'f64', data: shares } }),
      element_class: { shape: [n], dtype: 'i32', data: classesByCharacter(irreps, n) },
    }
  },
})

/** What each neuron of the first layer gets from each element, [n, neurons] each: the tables of elements times the layer that reads them. */
function neuronsOf({ weights, ...input }: MeasureInput, n: number): readonly HostTensor[] {
  const tables = elementTables({ weights, ...input }, n)
  if (weights['embed.weight'] === undefined && weights['embed.0.weight'] === undefined) return tables
  const both = tables.length === 1 ? [tables[0], tables[0]] : tables
  return both.flatMap((table, place) => {
    const part = table && layerOf(weights, place, 2, table.shape[1] ?? 0)
    return table && part ? [product(table, part)] : []
  })
}

/** Share of each irrep in the squared length of each column: [columns, irreps]. */
function columnShares(irreps: readonly Irrep[], { shape: [n = 0, columns = 0], data }: HostTensor): Float64Array {
  const shares = new Float64Array(columns * irreps.length)
  const whole = columnEnergies(data, n, columns)
  irreps.forEach((each, i) => {
    columnEnergies(partIn(each, data, columns), n, columns).forEach((own, j) => (shares[j * irreps.length + i] = whole[j]! > 0 ? own / whole[j]! : 0))
  })
  return shares
}

function columnEnergies(data: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const sums = new Float64Array(columns)
  for (let g = 0; g < rows; g++) for (let j = 0; j < columns; j++) sums[j]! += data[g * columns + j]! ** 2
  return sums
}

/** Elements that every ρ gives the same trace, numbered as they come: i32 [n]. */
function classesByCharacter(irreps: readonly Irrep[], n: number): Int32Array {
  const known = new Map<string, number>()
  return Int32Array.from({ length: n }, (_, g) => {
    const traces = irreps.map(({ dimension: d, matrices }) => Array.from({ length: d }, (_each, i) => matrices[g * d * d + i * (d + 1)]!).reduce((sum, x) => sum + x, 0).toFixed(6).replace('-0.000000', '0.000000'))
    const key = traces.join()
    const found = known.get(key) ?? known.size
    known.set(key, found)
    return found
  })
}

/** Mean loss over some examples, their outputs changed; `at` counts through [answer, class]. */
function meanLoss(input: MeasureInput, { n, answers }: GroupTask, { data }: HostTensor, rows: Int32Array, change: (own: number, at: number) => number): number {
  const lossOf = rowLossOf(input.config)
  const outputs = new Float64Array(n)
  const labels = input.examples.answers.values.data
  let sum = 0
  for (const row of rows) {
    for (let c = 0; c < n; c++) outputs[c] = change(data[row * n + c]!, answers[row]! * n + c)
    sum += lossOf(outputs, labels[row]!)
  }
  return sum / rows.length
}
