import type { RunConfigInput } from '../../../shared/schema/run-config.ts'

/**
 * The network of Power et al. 2022: two layers, four heads in a stream of 128, 512 ReLU neurons, layer norm after each addition,
 * sinusoidal places, no biases, PyTorch's initial weights; division modulo 97, batches of 512, AdamW at 0.001 with β₂ = 0.98 and ten
 * steps of warm-up.
 */
export function powerDivision({ fraction, weightDecay, steps }: { readonly fraction: number; readonly weightDecay: number; readonly steps: number }): RunConfigInput {
  return {
    task: { kind: 'modular_table', operator: 'divide', modulus: 97 },
    split: { train_fraction: fraction },
    model: { kind: 'transformer', layers: 2, positions: 'sinusoidal', norm: 'post', biases: 'none', sequence: 'a_op_b_equals', init: { kind: 'torch_default' } },
    optimiser: { kind: 'adamw', learning_rate: 1e-3, weight_decay: weightDecay, beta1: 0.9, beta2: 0.98, warmup_steps: 10 },
    batch: { kind: 'minibatch', size: 512 },
    steps,
    measures: ['weight_norm'],
  }
}
