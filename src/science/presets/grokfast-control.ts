import { fiveSecondGrok } from './five-second-grok.ts'
import type { PresetText } from './preset-text.ts'

export const grokfastControl: PresetText = {
  kind: 'set',
  id: 'grokfast-control',
  title: 'Grokfast and its control',
  tagline: 'The slow part of the gradient amplified, at equal decay: nothing is gained.',
  source: 'Lee et al.',
  system: 'grokfast',
  figure: null,
  isFaithful: false,
  reproduces: 'Ours: the filter of Lee et al. 2024, arXiv:2405.20233, against no filter at equal decay, on the reference run of this lab. Their fiftyfold speed-up compares runs of different decays.',
  description: 'A running mean of the gradients is added to the gradient before AdamW sees it. Adam divides by the size of what it gets, so the amplification is lost and only a change of direction is left. At decay 1 on both sides the filtered runs are no quicker.',
  lookAt: 'The three test accuracies overlaid.',
  traps: ['The published factors mix filter and decay: 0 in the baseline, 0.005 and 0.01 with the filters.', 'The command for MNIST in its README has no filter at all.'],
  members: [
    { kind: 'run', name: 'no filter', config: fiveSecondGrok.config },
    { kind: 'run', name: 'α = 0.9, λ = 1', config: { ...fiveSecondGrok.config, filter: { kind: 'grokfast_ema', alpha: 0.9, lambda: 1 } } },
    { kind: 'run', name: 'α = 0.98, λ = 5', config: { ...fiveSecondGrok.config, filter: { kind: 'grokfast_ema', alpha: 0.98, lambda: 5 }, steps: 4000 } },
  ],
}
