import { z } from 'zod'
import type { HostTensor } from '../../shared/tensors.ts'
import { defineMeasure } from './define.ts'
import { powerByFrequency } from './frequency-power.ts'
import { neuronTables } from './symbol-tables.ts'

/** The wave that describes one column best: amplitude · cos(2πkx/p − phase). */
export interface NeuronWave {
  /** k ≥ 1, that of the largest power; the lowest of equals. */
  readonly frequency: number
  /** In (−π, π]: atan2(Σ w sin, Σ w cos). */
  readonly phase: number
  /** In the unit of the weights. */
  readonly amplitude: number
  /** Part of the squared weights, constant left out, that the wave has. */
  readonly share: number
}

/**
 * Frequency, phase, amplitude and share of each column of a table [p, columns].
 *
 * With C = Σ_x w_x cos(2πkx/p) and S the same with sin, amplitude is (2/p)√(C² + S²), the phase atan2(S, C); for k = p/2 amplitude is |C|/p.
 * Source: PAIR 2023, page code (argmax of the magnitude, angle atan2(sin, cos)); Nanda et al. 2023, arXiv:2301.05217 (share).
 */
export function neuronWaves(table: HostTensor): readonly NeuronWave[] {
  const [p = 0, columns = 0] = table.shape
  const power = powerByFrequency(table)
  const frequencies = Math.floor(p / 2)
  return Array.from({ length: columns }, (_, j) => {
    const own = power.subarray(j * frequencies, (j + 1) * frequencies)
    const k = own.reduce((best, each, i) => (each > own[best]! ? i : best), 0) + 1
    let cosine = 0
    let sine = 0
    for (let x = 0; x < p; x++) {
      const angle = (2 * Math.PI * ((k * x) % p)) / p
      cosine += table.data[x * columns + j]! * Math.cos(angle)
      sine += table.data[x * columns + j]! * Math.sin(angle)
    }
    const isAlternating = 2 * k === p
    return {
      frequency: k,
      phase: Math.atan2(isAlternating ? 0 : sine, cosine),
      amplitude: ((isAlternating ? 1 : 2) / p) * Math.hypot(cosine, isAlternating ? 0 : sine),
      share: own[k - 1]! / own.reduce((sum, each) => sum + each, 0),
    }
  })
}

/**
 * The wave of each neuron of the first layer, from its weights on the first symbol; with an embedding, from embedding times layer.
 *
 * Source: PAIR 2023; Nanda et al. 2023, arXiv:2301.05217, section 4.3 (85 % explained); the part of M8 that needs weights only.
 */
export const neuronFrequencies = defineMeasure({
  id: 'neuron_frequencies',
  title: 'Waves of the neurons',
  formula: String.raw`
    w_j(x)\approx A\cos(2\pi kx/p - \varphi),\quad k = \operatorname*{arg\,max}_k P_k \\
    \varphi = \operatorname{atan2}\!\Big(\sum_x w\sin\tfrac{2\pi kx}p,\ \sum_x w\cos\tfrac{2\pi kx}p\Big) \\
    \text{share} = P_k\Big/\sum_k P_k\quad\text{for each neuron } j`,
  domain: 'First layers that read residues. Phases −π to π, shares 0 to 1.',
  source: 'PAIR 2023; Nanda et al. 2023',
  unit: '1',
  expect: 'Neurons settle on one frequency each, and the phases of those that share one spread evenly around the circle.',
  cost: 'b',
  series: ['neuron_frequency.*', 'neuron_phase.*', 'neuron_amplitude.*', 'neuron_share.*', 'neurons_explained', 'neuron_frequencies'],
  parameters: z.strictObject({ explained: z.number().min(0).max(1).default(0.85).meta({ unit: '1', help: 'A neuron counts as explained when one frequency has more than this share of it.' }) }),
  lacks(input) {
    const found = neuronTables(input)
    return typeof found === 'string' ? found : null
  },
  compute(input, { explained }) {
    const found = neuronTables(input)
    if (typeof found === 'string') return {}
    const [first] = found.tables
    const waves = first ? neuronWaves(first) : []
    const clear = waves.filter(({ share }) => share > explained)
    return {
      ...Object.fromEntries(
        waves.flatMap(({ frequency, phase, amplitude, share }, j) => [[`neuron_frequency.${j}`, frequency], [`neuron_phase.${j}`, phase], [`neuron_amplitude.${j}`, amplitude], [`neuron_share.${j}`, share]]),
      ),
      neurons_explained: clear.length / waves.length,
      neuron_frequencies: new Set(clear.map(({ frequency }) => frequency)).size,
    }
  },
})
