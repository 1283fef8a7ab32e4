import { z } from 'zod'
import type { HostTensor } from '../../shared/tensors.ts'
import type { MeasureInput, Values } from '../types.ts'
import { defineMeasure } from './define.ts'
import { excludedCrossEntropy, type Excluding } from './excluded-loss.ts'
import { keyFrequencies } from './frequency-power.ts'
import { once } from './once.ts'
import { answerPlace, forwardGrid, lacksGrid, residueGrid, type ResidueGrid } from './residue-grid.ts'
import { crossEntropyOf, rowLossOf } from './row-losses.ts'
import { cosCoefficients, explainedByCosines, sumWaves, type SumWaves } from './sum-waves.ts'

/**
 * Mean loss over examples of the task whose outputs are `own` times those of the network, plus `factor` times a part that is the same
 * for all pairs of one sum, [n, classes]. Those with a residue outside the grid are left out.
 */
function meanLoss(input: MeasureInput, grid: ResidueGrid, { data }: HostTensor, rows: Int32Array, { own, factor, part }: { readonly own: 0 | 1; readonly factor: 1 | -1; readonly part: Float64Array }): number {
  const { answers } = input.examples
  const classes = answers.kind === 'classes' ? answers.classes : 0
  const lossOf = rowLossOf(input.config)
  const outputs = new Float64Array(classes)
  let sum = 0
  let count = 0
  for (const row of rows) {
    const cell = grid.cells[row]!
    if (cell < 0) continue
    const at = answerPlace(grid, Math.floor(cell / grid.n), cell % grid.n) * classes
    for (let c = 0; c < classes; c++) outputs[c] = own * data[cell * classes + c]! + factor * part[at + c]!
    sum += lossOf(outputs, answers.values.data[row]!)
    count++
  }
  return sum / count
}

/** Examples of the task whose residues are in the grid, each losing the part of its sum. */
function excludingFrom(input: MeasureInput, grid: ResidueGrid, { shape: [, classes = 0], data }: HostTensor, rows: Int32Array): Excluding {
  const { values } = input.examples.answers
  const inGrid = rows.filter((row) => grid.cells[row]! >= 0)
  const cells = inGrid.map((row) => grid.cells[row]!)
  return { outputs: data, classes, cells, places: cells.map((cell) => answerPlace(grid, Math.floor(cell / grid.n), cell % grid.n)), parts: grid.n, labels: inGrid.map((row) => values.data[row]!) }
}

const wavesOf = once(async (input: MeasureInput, _parameters: null): Promise<SumWaves> => {
  const grid = residueGrid(input)
  if (typeof grid === 'string') throw new Error(grid) // `lacks` has said so before
  return sumWaves(grid, (await forwardGrid(input, grid)).outputs)
})

function added(parts: readonly Float64Array[], length: number): Float64Array {
  const sum = new Float64Array(length)
  for (const part of parts) for (let i = 0; i < length; i++) sum[i]! += part[i]!
  return sum
}

/** Frequencies that are given, else those that stand out of the outputs. */
function used({ power }: SumWaves, { frequencies, ...rule }: { readonly frequencies?: readonly number[] | undefined; readonly factor: number; readonly least: number }): readonly number[] {
  return frequencies ?? keyFrequencies(power, rule)
}

const parameters = z.strictObject({
  frequencies: z.array(z.int().min(1).max(256)).max(64).readonly().optional().meta({ unit: '1', help: 'The key frequencies; by default those that stand out of the outputs at this step.' }),
  factor: z.number().min(1).max(1000).default(2).meta({ unit: '1', help: 'A key frequency has more than this many times the median power.' }),
  least: z.number().min(0).max(1).default(0.02).meta({ unit: '1', help: 'And more than this share of the power of all.' }),
})

/**
 * What the waves of the sum carry, and what the rest does. Over the whole table of pairs, L the outputs and u_k^c, u_k^s the
 * directions of `sumWaves`:
 *
 *   excluded_loss.k   training loss of L − u_k^c(u_k^c·L) − u_k^s(u_k^s·L)       excluded_loss   without all key frequencies
 *   restricted_loss   loss of Σ_key u(u·L) + mean of L over pairs: key frequencies only
 *   cos_coefficient.k α_k in L ≈ Σ α_k cos(w_k(a+b−c))                            logit_fve       share of the variance that key ones explain
 *
 * Differences take a − b; products and quotients are sums and differences of discrete logarithms, and pairs with 0 are left out.
 * Losses are those of the run over classes (cross-entropy, or the squared error) in f64.
 *
 * Source: Nanda et al. 2023, arXiv:2301.05217, section 5.1 (restricted and excluded loss), 4.2 (FVE); the rule for key frequencies is ours.
 */
export const restrictedExcluded = defineMeasure({
  id: 'restricted_excluded',
  title: 'Restricted and excluded loss',
  formula: String.raw`
    \text{excluded: loss of}\ L - \sum_k u_k(u_k^{\mathsf T}L)\ \text{on the training set} \\
    \text{restricted: loss of}\ \sum_{\text{key}}u_k(u_k^{\mathsf T}L) + \langle L\rangle \\
    L\approx\sum_k\alpha_k\cos\big(w_k(a + b - c)\big),\qquad \mathrm{FVE} = \frac{\sum_{\text{key}}\alpha_k^2\,n^3/2}{\sum(L - \langle L\rangle_c)^2}`,
  domain: 'Tables of all pairs of residues with an output for each answer. Losses 0 and above, FVE up to 1.',
  source: 'Nanda et al. 2023',
  unit: 'loss',
  expect: 'The restricted loss falls before the test loss, and the excluded loss rises while the circuit forms: both move while the test accuracy stands still. Cleanup brings the test loss down to the restricted one.',
  cost: 'b',
  series: ['restricted_train_loss', 'restricted_test_loss', 'excluded_loss', 'excluded_loss.*', 'cos_coefficient.*', 'logit_fve', 'logit_key_frequencies'],
  parameters,
  lacks(input, { frequencies = [] }) {
    const grid = residueGrid(input)
    const beyond = typeof grid === 'string' ? undefined : frequencies.find((k) => k > grid.n / 2)
    if (beyond !== undefined && typeof grid !== 'string') return `${grid.n} elements have frequencies up to ${Math.floor(grid.n / 2)}, and ${beyond} is beyond; leave it out of frequencies.`
    return lacksGrid(input, { sum: true })
  },
  async compute(input, given) {
    const grid = residueGrid(input)
    if (typeof grid === 'string') return {}
    const { outputs } = await forwardGrid(input, grid)
    const waves = await wavesOf(input, null)
    const { n, classes } = waves
    const key = used(waves, given)
    const sumOf = (frequencies: readonly number[]): Float64Array => added(frequencies.map(waves.wave), n * classes)
    const { train, test } = input.split
    const all = sumOf(key)
    const kept = all.map((x, i) => x + waves.constant[i % classes]!)
    const restricted = (rows: Int32Array): number => meanLoss(input, grid, outputs, rows, { own: 0, factor: 1, part: kept })
    const quickly = rowLossOf(input.config) === crossEntropyOf ? excludedCrossEntropy(excludingFrom(input, grid, outputs, train)) : null
    const excluded = (part: Float64Array): number => quickly?.(part) ?? meanLoss(input, grid, outputs, train, { own: 1, factor: -1, part })
    const values: Record<string, number> = {
      restricted_train_loss: restricted(train),
      restricted_test_loss: restricted(test),
      excluded_loss: excluded(all),
      logit_key_frequencies: key.length,
    }
    for (let k = 1; k <= n / 2; k++) {
      await input.breathe((2 * k) / n)
      values[`excluded_loss.${k}`] = excluded(waves.wave(k))
    }
    const alpha = cosCoefficients(waves, grid.residues)
    alpha.forEach((each, i) => (values[`cos_coefficient.${i + 1}`] = each))
    values['logit_fve'] = explainedByCosines(grid, outputs, alpha, key)
    return values satisfies Values
  },
  async arrays(input, given) {
    const waves = await wavesOf(input, null)
    const key = Int32Array.from(used(waves, given))
    return {
      wave_power: { shape: [waves.power.length], dtype: 'f64', data: waves.power },
      key_frequencies: { shape: [key.length], dtype: 'i32', data: key },
    }
  },
})
