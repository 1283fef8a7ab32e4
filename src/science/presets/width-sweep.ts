import { fiveSecondGrok } from './five-second-grok.ts'
import type { PresetText } from './preset-text.ts'
import type { RunConfigInput } from '../../shared/schema/run-config.ts'

function ofWidth(width: number): RunConfigInput {
  return { ...fiveSecondGrok.config, model: { kind: 'mlp', hidden: [width, width], activation: 'relu', init: { kind: 'torch_default' } }, steps: 1500 }
}

export const widthSweep: PresetText = {
  kind: 'set',
  id: 'width-sweep',
  title: 'Grokking along the width',
  tagline: 'Late in width as in time: the tests come right only in wider networks.',
  source: 'Davies et al.',
  system: 'davies',
  figure: 'Figure 4',
  isFaithful: false,
  reproduces: 'After Davies, Langosco and Krueger 2022, arXiv:2303.06173: grokking in the size of the model. The width of both hidden layers of the reference run of this lab, 1 500 steps each, in place of the embedding of Power’s transformer on division over 400 000 steps.',
  description: 'The training set is learnt from some width on. The tests need several times that width to come right in the same time: a delay between two widths in place of two times.',
  lookAt: 'Final train and test accuracy against the width: two curves that rise apart from each other.',
  traps: ['The mechanism of the source, patterns that are learnt at different speeds, is drawn there and not fitted.'],
  members: [8, 12, 16, 24, 32, 48, 64, 100, 200, 400].map((width) => ({ kind: 'run', name: `width ${width}`, config: ofWidth(width) })),
}
