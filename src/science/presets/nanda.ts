import { nandaTransformer } from './configs/nanda.ts'
import type { RunPresetText } from './preset-text.ts'

export const nanda: RunPresetText = {
  kind: 'run',
  id: 'nanda',
  title: 'Progress measures',
  tagline: 'An algorithm read off the weights: memorisation, circuit, cleanup.',
  source: 'Nanda et al.',
  system: 'nanda',
  figure: 'Figure 2 and 7',
  isFaithful: true,
  reproduces: 'Nanda et al. 2023, arXiv:2301.05217: addition modulo 113 from 30 % of the table, one layer, AdamW at 0.001 with decay 1, full batch.',
  description:
    'Memorisation ends near step 1 400. Until step 9 400 a circuit of a few frequencies forms while accuracies stand still; then decay removes what was memorised, and within some thousand steps the tests are right.',
  lookAt: 'The excluded loss rises from the start of circuit formation on; the restricted loss falls before the test loss. The weight norm falls through cleanup.',
  traps: [
    'The paper computes the loss in 64 bits; a copy of its helper does not, and shows spikes. Here the gradient is exact in 32 bits.',
    'The table of decays in its appendix runs against every other source: the delay falls with the decay.',
    'The plateau is near 8 %: mirrored pairs.',
  ],
  config: nandaTransformer({ modulus: 113, fraction: 0.3, learningRate: 1e-3, weightDecay: 1, steps: 15_000 }),
}
