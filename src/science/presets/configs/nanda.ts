import type { RunConfigInput } from '../../../shared/schema/run-config.ts'

interface TransformerRun {
  readonly modulus: number
  readonly fraction: number
  readonly learningRate: number
  readonly weightDecay: number
  readonly steps: number
}

/**
 * The transformer of Nanda et al. 2023 on addition: one layer, four heads in a stream of 128, 512 ReLU neurons with biases, no layer norm,
 * learned places, initial weights N(0, 1/width); AdamW with β₂ = 0.98 and ten steps of warm-up, the full batch.
 */
export function nandaTransformer({ modulus, fraction, learningRate, weightDecay, steps }: TransformerRun): RunConfigInput {
  return {
    task: { kind: 'modular_table', operator: 'add', modulus },
    split: { train_fraction: fraction },
    model: { kind: 'transformer' },
    optimiser: { kind: 'adamw', learning_rate: learningRate, weight_decay: weightDecay, beta1: 0.9, beta2: 0.98, warmup_steps: 10 },
    steps,
    measures: ['weight_norm', 'fourier_power', 'frequency_power'],
  }
}
