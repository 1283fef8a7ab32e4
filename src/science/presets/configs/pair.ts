import type { RunConfigInput } from '../../../shared/schema/run-config.ts'

/**
 * PAIR's modular network: unordered sums modulo 67, 40 % trained on; 24 neurons between an embedding of 500 numbers and its transpose,
 * Haiku's initial weights with an embedding of variance 2/67; cross-entropy divided by the 67 answers.
 */
export function pairMlp(learningRate: number, steps: number, precision: 'f32' | 'f64'): RunConfigInput {
  return {
    task: { kind: 'modular_table', operator: 'add', modulus: 67, ordered: false },
    split: { train_fraction: 0.4 },
    model: {
      kind: 'factored_mlp',
      embedding: { kind: 'learned', width: 500 },
      hidden: 24,
      activation: 'relu',
      init: { kind: 'haiku_default' },
      inits: [{ parameters: 'embed', init: { kind: 'truncated_normal', scale: Math.SQRT2 } }],
    },
    loss: { kind: 'cross_entropy', divisor: 67 },
    optimiser: { kind: 'adamw', learning_rate: learningRate, weight_decay: 1, beta1: 0.9, beta2: 0.98 },
    precision,
    steps,
    measures: ['weight_norm', 'fourier_power', 'frequency_power'],
  }
}
