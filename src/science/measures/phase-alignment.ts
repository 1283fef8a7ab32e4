import type { HostTensor } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure, noParameters } from './define.ts'
import { neuronWaves } from './neuron-frequencies.ts'
import { tablesAt } from './symbol-tables.ts'

/** Weights of each hidden neuron on a, on b and on the answer, [p, neurons] each; or why there are none. */
function threeTables(input: MeasureInput): readonly [HostTensor, HostTensor, HostTensor] | string {
  const { task } = input.config
  if (task.kind !== 'modular_table' || task.operator !== 'add') return 'Its phases add up where the task adds residues, and this one does not.'
  const found = tablesAt(input, 'layers.0.weight')
  if (typeof found === 'string') return found
  const [a, b] = found.tables
  const answers = input.weights['layers.1.weight']
  if (!a || !b || answers?.shape.length !== 2 || answers.shape[1] !== found.p || 'layers.2.weight' in input.weights) return 'It reads a network with one hidden layer.'
  return [a, b, transposed(answers)]
}

function transposed({ shape: [rows = 0, columns = 0], data }: HostTensor): HostTensor {
  return { shape: [columns, rows], dtype: 'f64', data: Float64Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!) }
}

/**
 * Whether a hidden layer is Gromov's closed form: each neuron's weights on a, b and the answer c are waves of one frequency,
 *
 *   cos(2πka/p + φ₁),  cos(2πkb/p + φ₂),  cos(2πkc/p + φ₃)   with   φ₁ + φ₂ = φ₃
 *
 *   phase_alignment   ⟨cos(φ₁ + φ₂ − φ₃)⟩ over neurons whose three frequencies agree: 1 in the closed form, 0 at random
 *   frequency_lock    share of neurons whose three frequencies agree: 1, and (2/p)² at random
 *
 * Source: Gromov 2023, arXiv:2301.02679, eq. 5 to 9.
 */
export const phaseAlignment = defineMeasure({
  id: 'phase_alignment',
  title: 'Phases against the closed form',
  formula: String.raw`
    \text{each neuron:}\quad \cos(\tfrac{2\pi ka}p + \varphi_1),\ \cos(\tfrac{2\pi kb}p + \varphi_2),\ \cos(\tfrac{2\pi kc}p + \varphi_3) \\
    \text{alignment} = \langle\cos(\varphi_1 + \varphi_2 - \varphi_3)\rangle \\
    \text{lock} = \text{share of neurons with one } k \text{ for all three}`,
  domain: 'Networks with one hidden layer on residues: weights of a, of b and of the answer. −1 to 1.',
  source: 'Gromov 2023',
  unit: '1',
  expect: 'Both rise to 1 while the network generalises: frequencies agree first, then the phases of answers become the sums of those of the symbols.',
  cost: 'b',
  series: ['phase_alignment', 'frequency_lock'],
  parameters: noParameters,
  lacks(input) {
    const found = threeTables(input)
    return typeof found === 'string' ? found : null
  },
  compute(input) {
    const found = threeTables(input)
    if (typeof found === 'string') return {}
    const [onA, onB, onAnswer] = [neuronWaves(found[0]), neuronWaves(found[1]), neuronWaves(found[2])]
    const locked = onA.flatMap((a, j) => {
      const [b, c] = [onB[j], onAnswer[j]]
      return a.frequency === b?.frequency && a.frequency === c?.frequency ? [Math.cos(a.phase + b.phase - c.phase)] : []
    })
    return { phase_alignment: locked.reduce((sum, each) => sum + each, 0) / locked.length, frequency_lock: locked.length / onA.length }
  },
})
