import type { RunConfigInput } from '../../../shared/schema/run-config.ts'

interface ToyRun {
  readonly decoderRate: number
  readonly decoderDecay: number
  readonly steps: number
}

/**
 * Liu's toy: a number for each of ten symbols, uniform on ±½, whose sum goes through 200 and 200 tanh neurons to 30 outputs; 45 of 55
 * pairs are trained on. Embedding and decoder have learning rates of their own; only the decoder decays.
 */
export function toyAddition({ decoderRate, decoderDecay, steps }: ToyRun): RunConfigInput {
  return {
    task: { kind: 'toy_addition', symbols: 10 },
    split: { train_count: 45 },
    model: {
      kind: 'mlp',
      embedding: { width: 1, combine: 'sum' },
      hidden: [200, 200],
      activation: 'tanh',
      bias: true,
      inits: [{ parameters: 'embed', init: { kind: 'uniform' } }],
    },
    loss: { kind: 'mse' },
    optimiser: {
      kind: 'adamw',
      learning_rate: decoderRate,
      weight_decay: decoderDecay,
      beta1: 0.9,
      beta2: 0.999,
      groups: [{ parameters: 'embed', learning_rate: 1e-3, weight_decay: 0 }],
    },
    steps,
    measures: ['weight_norm', 'representation'],
  }
}
