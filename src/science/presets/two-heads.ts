import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import type { PresetText } from './preset-text.ts'

function heads(scale: number, decay: number): RunConfigInput {
  return {
    task: { kind: 'two_head', people: 300, covariates: 5 },
    split: { train_fraction: 0.5, which: 'first' },
    model: { kind: 'two_head', trunk: [64], heads: [32], activation: 'tanh', init: { kind: 'torch_default', scale } },
    loss: { kind: 'mse' },
    optimiser: { kind: 'adamw', learning_rate: 1e-3, weight_decay: decay, beta1: 0.9, beta2: 0.999 },
    steps: 20_000,
    log: { every_until: 20 },
    measures: ['weight_norm'],
  }
}

export const twoHeads: PresetText = {
  kind: 'set',
  id: 'two-heads',
  title: 'What would have happened',
  tagline: 'It learns what happened, and is asked for what did not.',
  source: 'Samothrakis et al.',
  system: 'samothrakis',
  figure: null,
  isFaithful: false,
  reproduces: 'Ours: a toy after the question of Samothrakis et al. 2022, whose hyper-parameters are not open: 300 people, each seen with one of two treatments, the other outcome asked for; large initial weights with decay, and usual ones.',
  description: 'Training knows the outcome of the treatment that was given, the tests ask for that of the other one. People who fare better are treated more often, so the two groups differ. From large initial weights the network fits what happened and is wrong about what did not, until decay has made it smooth.',
  lookAt: 'The test loss, which is the error of the counterfactual outcome, against the training loss.',
  traps: ['The paper suggests grokking as a reason for its results and shows no delayed curve; this toy shows what such a curve would be.', 'Right means a squared error below 0.05, so part of any jump belongs to the threshold.'],
  members: [
    { kind: 'run', name: 'initial weights × 4', config: heads(4, 0.3) },
    { kind: 'run', name: 'usual initial size', config: heads(1, 0.3) },
  ],
}
