import type { RunConfigInput } from '../../../shared/schema/run-config.ts'

interface GroupRun {
  readonly group: 'symmetric' | 'alternating' | 'dihedral' | 'cyclic'
  readonly n: number
  readonly fraction: number
  readonly steps: number
  readonly learningRate?: number
  /** Neurons; 128 in the source. */
  readonly hidden?: number
}

/**
 * The MLP of Chughtai et al. 2023 on the table of a group: an embedding of 256 numbers for each place, N(0, 1/256), joined and read by
 * one layer of neurons without biases; AdamW with decay 1. The source's learning rate is 1e-3.
 */
export function groupMlp({ group, n, fraction, steps, learningRate = 1e-2, hidden = 128 }: GroupRun): RunConfigInput {
  return {
    task: { kind: 'group_table', group, n },
    split: { train_fraction: fraction },
    model: {
      kind: 'mlp',
      embedding: { width: 256, combine: 'concat', tables: 'separate' },
      hidden: [hidden],
      activation: 'relu',
      init: { kind: 'normal_fan_in' },
      inits: [{ parameters: 'embed', init: { kind: 'normal', scale: 1 / 16 } }],
    },
    optimiser: { kind: 'adamw', learning_rate: learningRate, weight_decay: 1, beta1: 0.9, beta2: 0.98 },
    steps,
    measures: ['weight_norm'],
  }
}
