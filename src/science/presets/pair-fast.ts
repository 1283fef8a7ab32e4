import { pairMlp } from './configs/pair.ts'
import type { RunPresetText } from './preset-text.ts'

export const pairFast: RunPresetText = {
  kind: 'run',
  id: 'pair-fast',
  title: 'Twenty-four neurons',
  tagline: 'Small enough to draw: 24 neurons come to count in a few frequencies.',
  source: 'PAIR',
  system: 'pair',
  figure: 'Modular addition',
  isFaithful: false,
  reproduces: 'Fast variant of PAIR 2023, “Do machine learning models memorize or generalize?”: addition modulo 67 with 24 neurons between tied embeddings, at learning rate 0.01 in place of 0.001 and in 32 bits.',
  description:
    'The page’s network, ten times faster. It is right on 99 % of the training sums after 170 to 1 180 steps. The tests come right between steps 1 900 and 5 700, in 16 of 16 seeds: at this learning rate the lottery of the published run is gone.',
  lookAt: 'The key frequencies, three to five of them, and the columns of the collapsed first matrix: waves of one frequency each.',
  traps: ['The initial weights are decisive: with every matrix at variance 2/fan-in the norm begins at 46 in place of 37, and nothing generalises.', 'The loss is divided by 67 answers, which matters to AdamW only through ε.'],
  config: pairMlp(1e-2, 10_000, 'f32'),
}
