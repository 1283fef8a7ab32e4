import type { PresetText } from './preset-text.ts'

export const effectiveTheory: PresetText = {
  kind: 'theory',
  id: 'effective-theory',
  title: 'How much data makes one answer',
  tagline: 'Which training sets of toy addition leave only the straight line.',
  source: 'Liu et al.',
  system: 'liu',
  figure: 'Figure 4',
  isFaithful: true,
  reproduces: 'Liu et al. 2022, arXiv:2205.10343, section 3: P₀(D), its degrees of freedom over random training sets of 10 symbols, the grokking rate λ₃ and the flow of the effective loss.',
  description:
    'Pairs with equal sums tie embeddings together. Where the ties of a training set leave two degrees of freedom, place and scale, the even line is the only embedding without loss, and the network can only generalise. Over random training sets that happens all at once near 41 % of the 55 pairs.',
  lookAt: 'The share of training sets with one representation against their size: half of them at 22.5 examples. Then the flow: the symbols line up at the rate of the third smallest eigenvalue.',
  traps: ['This is a statement about training sets, not about training: with enough data a network may still fail, as toy addition shows for half of the seeds.'],
  theory: 'effective_theory',
  parameters: { symbols: 10, draws: 10_000, examples: 45, learning_rate: 1e-3 },
}
