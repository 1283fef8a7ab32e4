import type { Member } from '../types.ts'
import { fiveSecondGrok } from './five-second-grok.ts'
import type { PresetText } from './preset-text.ts'

const grokked = 'grokked'

function smaller(fraction: number, decay = 1): Member {
  return {
    kind: 'continuation',
    name: decay === 1 ? `${Math.round(fraction * 100)} % of the table` : `${Math.round(fraction * 100)} % of the table, decay ${decay}`,
    of: grokked,
    at: 'last',
    start: { kind: 'weights' },
    set: [['split.train_fraction', fraction], ['optimiser.weight_decay', decay], ['steps', 3000]],
  }
}

function fromScratch(fraction: number): Member {
  return { kind: 'run', name: `${Math.round(fraction * 100)} % from scratch`, config: { ...fiveSecondGrok.config, split: { train_fraction: fraction, data_seed: 0 }, steps: 3000 } }
}

export const ungrok: PresetText = {
  kind: 'set',
  id: 'ungrok',
  title: 'Ungrokking',
  tagline: 'A network that has generalised forgets the rule on too little data.',
  source: 'Varma et al.',
  system: 'varma',
  figure: 'Figure 3',
  isFaithful: false,
  reproduces: 'After Varma et al. 2023, arXiv:2309.02390: continuing a generalised network on a part D′ of its training set, and training from scratch near the threshold; on the reference run of this lab in place of their transformer.',
  description:
    'Memorising is cheap for few examples and the rule costs the same for any number. So a network that has found the rule and is trained on too few examples goes back to memorising. The threshold is sharp, near 14 % of the table, and far below the 30 % that are needed to find the rule in the first place.',
  lookAt: 'The last test accuracy against the share of the table, continued and from scratch: two thresholds, and hysteresis between them. At 20 % the end does not depend on the decay.',
  traps: ['The optimiser begins anew with each continuation, so the first steps are larger than the last ones before.', 'Pairs come both ways round in this table: a part of the tests are mirrored training pairs.', 'The tests of a continuation hold pairs that the network had been trained on before: what it still knows of them counts as right.'],
  members: [
    { kind: 'run', name: grokked, config: fiveSecondGrok.config },
    ...[0.04, 0.09, 0.14, 0.2, 0.26, 0.34].map((fraction) => smaller(fraction)),
    smaller(0.2, 0.5),
    smaller(0.2, 2),
    fromScratch(0.2),
    fromScratch(0.3),
  ],
}
