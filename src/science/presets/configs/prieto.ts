import type { RunConfigInput } from '../../../shared/schema/run-config.ts'

/**
 * The network of Prieto et al. 2025: all pairs of 0 … 112 and their sums, 40 % of them trained on, 226 → 200 → 200 → 113 with ReLU and
 * without biases, PyTorch's initial weights, the full batch.
 */
export const prieto = {
  task: { kind: 'modular_table', operator: 'add', modulus: 113 },
  split: { train_fraction: 0.4 },
  model: { kind: 'mlp', hidden: [200, 200], activation: 'relu', init: { kind: 'torch_default' } },
} satisfies Partial<RunConfigInput>
