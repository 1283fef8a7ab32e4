import type { Member } from '../types.ts'
import { fiveSecondGrok } from './five-second-grok.ts'
import type { PresetText } from './preset-text.ts'

const dense = 'dense'

function ticket(prune: number, mask: 'magnitude' | 'random'): Member {
  return { kind: 'continuation', name: `${Math.round(prune * 100)} % pruned${mask === 'random' ? ' at random' : ''}`, of: dense, at: 'last', start: { kind: 'ticket', prune, mask }, set: [['steps', 2000]] }
}

export const lotteryTickets: PresetText = {
  kind: 'set',
  id: 'lottery-tickets',
  title: 'Lottery tickets',
  tagline: 'Most of the first weights set to zero: which ones decides everything.',
  source: 'Minegishi et al.',
  system: 'minegishi',
  figure: 'Figure 3',
  isFaithful: false,
  reproduces: 'After Minegishi, Iwasawa and Matsuo 2023, arXiv:2310.19470: tickets by the magnitude of the final weights, with random masks as control, on the reference run of this lab in place of their network at learning rate 0.001.',
  description: 'The largest 40 % of the final weights mark a sub-network. It is put back to its first weights, the rest stays zero, and it is trained again: it generalises. As many weights chosen at random do not. The structure of the mask carries what was learnt.',
  lookAt: 'Test accuracies of the tickets against the dense run, and of the random mask.',
  traps: ['At this learning rate tickets are no quicker than the dense network; the speed-up of the source shows at 0.001.', 'Beyond 70 % pruned, no ticket generalises.', 'The source’s MNIST runs train on the test file.'],
  members: [{ kind: 'run', name: dense, config: fiveSecondGrok.config }, ticket(0.3, 'magnitude'), ticket(0.6, 'magnitude'), ticket(0.6, 'random'), ticket(0.9, 'magnitude')],
}
