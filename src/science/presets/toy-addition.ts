import { toyAddition as config } from './configs/toy-addition.ts'
import type { RunPresetText } from './preset-text.ts'

export const toyAddition: RunPresetText = {
  kind: 'run',
  id: 'toy-addition',
  title: 'Toy addition',
  tagline: 'Ten symbols arrange themselves on a line, and then the decoder can add.',
  source: 'Liu et al.',
  system: 'liu',
  figure: 'Figure 1',
  isFaithful: true,
  reproduces: 'Liu et al. 2022, arXiv:2205.10343, section 3 and the code beside it: one number for each of ten symbols, a decoder of 200 and 200 tanh neurons, 45 of 55 pairs, AdamW at 0.001 for the embedding and 0.0001 for the decoder.',
  description:
    'The sum of two learnt numbers goes through a decoder that has to name i + j. Where the ten numbers come to lie evenly on a line, all sums follow, also those that were never shown. The quality of the representation passes 0.95 before the training set is learnt, and both accuracies follow it.',
  lookAt: 'The representation quality against both accuracies, and the ten numbers of the embedding: they stop crossing each other and spread. The predicted accuracy follows from the embedding alone.',
  traps: [
    'Success is a lottery of the first embedding: 10 of 16 seeds line up here, the others never do. The embedding decides when, the decoder does not.',
    'Two symbols that begin in the wrong order have to pass through each other, which one dimension makes hard.',
    'The three seeds of the source’s figures are three embeddings that all training sizes share, so their error bars are not independent.',
  ],
  config: config({ decoderRate: 1e-4, decoderDecay: 0, steps: 5000 }),
}
