import { fiveSecondGrok } from './five-second-grok.ts'
import type { PresetText } from './preset-text.ts'

export const decaySweep: PresetText = {
  kind: 'set',
  id: 'decay-sweep',
  title: 'Four phases along the decay',
  tagline: 'Nine weight decays: memorisation, grokking, comprehension, confusion.',
  source: 'Liu et al.',
  system: 'phases',
  figure: null,
  isFaithful: false,
  reproduces: 'Ours: the four phases of Liu et al. 2022, arXiv:2205.10343, along the weight decay of the reference run of this lab.',
  description: 'Without enough decay the network memorises and stays there. From 0.3 to 4 it generalises late, the later the smaller the decay. At 8 it learns both together, and at 16 it cannot even fit the training set.',
  lookAt: 'The step of 99 % on the tests against the decay on logarithmic axes: a line of slope −1 from 0.3 to 1. The labels of the three rules, side by side.',
  traps: ['A label depends on its rule and on the number of steps: what memorises in 4 000 steps may generalise in 40 000.'],
  members: [0, 0.03, 0.1, 0.3, 1, 2, 4, 8, 16].map((decay) => ({
    kind: 'run',
    name: `decay ${decay}`,
    config: { ...fiveSecondGrok.config, optimiser: { ...fiveSecondGrok.config.optimiser, weight_decay: decay }, steps: 4000 },
  })),
}
