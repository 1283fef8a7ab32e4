import { prieto } from './configs/prieto.ts'
import type { PresetText } from './preset-text.ts'

export const decayControlsDelay: PresetText = {
  kind: 'set',
  id: 'decay-controls-delay',
  title: 'Decay sets the delay',
  tagline: 'Five runs: the more weight decay, the earlier the tests come right.',
  source: 'Prieto et al.',
  system: 'prieto',
  figure: null,
  isFaithful: false,
  reproduces: 'After Prieto et al. 2025, arXiv:2501.04697, and a user’s sweep in issue 8 of their repository: addition modulo 113, AdamW at learning rate 0.01 with decay 0, 1, 2, 4 and 8; β₂ = 0.98 and ε = 1e-8 are ours.',
  description:
    'Weights shrink by the share learning rate times decay in each step, so the time scale of grokking is one over that product. From decay 1 on each doubling brings the tests forward, at first almost by half; at 8 train and test rise nearly together. Without decay nothing happens.',
  lookAt: 'The times of 99 % against the decay, and their product: it rises from one decay to the next, because memorising itself takes some of the time.',
  traps: ['The paper’s figure compares against decay at a smaller learning rate, which makes it look weak.', 'Nanda’s appendix has a table that runs the other way; every other source has the time fall with the decay.'],
  members: [0, 1, 2, 4, 8].map((decay) => ({
    kind: 'run',
    name: decay === 0 ? 'without decay' : `decay ${decay}`,
    config: { ...prieto, optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: decay, beta1: 0.9, beta2: 0.98 }, steps: 1000 },
  })),
}
