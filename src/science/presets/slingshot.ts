import { nandaTransformer } from './configs/nanda.ts'
import type { PresetText } from './preset-text.ts'
import type { RunConfigInput } from '../../shared/schema/run-config.ts'

function withEpsilon(epsilon: number): RunConfigInput {
  return {
    ...nandaTransformer({ modulus: 59, fraction: 0.5, learningRate: 1e-3, weightDecay: 0, steps: 20_000 }),
    loss: { kind: 'cross_entropy', form: 'plain' },
    optimiser: { kind: 'adamw', learning_rate: 1e-3, beta1: 0.9, beta2: 0.98, epsilon, warmup_steps: 10 },
    measures: ['weight_norm', 'matrix_norms'],
  }
}

export const slingshot: PresetText = {
  kind: 'set',
  id: 'slingshot',
  title: 'The slingshot',
  tagline: 'Without decay Adam throws the weights outwards, again and again.',
  source: 'Thilak et al.',
  system: 'thilak',
  figure: 'Figure 1',
  isFaithful: false,
  reproduces: 'After Thilak et al. 2022, arXiv:2206.04817: Adam without decay and cross-entropy in 32 bits, with ε = 1e-8 and 1e-5; addition modulo 59 and Nanda’s one-layer transformer in place of division modulo 97 and two layers.',
  description: 'The training loss falls to nothing, gradients with it, until Adam divides by almost zero: a spike, the norm of the last layer jumps, and a plateau follows. Larger ε takes the cycles away.',
  lookAt: 'The training loss and the norm of the unembedding on one step axis: spikes and steps coincide.',
  traps: ['Later work puts the spikes down to 32 bits: with the exact gradient or in 64 bits they go.', 'Decay of 0.1 and more removes both the cycles and the delay.'],
  members: [
    { kind: 'run', name: 'ε = 1e-8', config: withEpsilon(1e-8) },
    { kind: 'run', name: 'ε = 1e-5', config: withEpsilon(1e-5) },
  ],
}
