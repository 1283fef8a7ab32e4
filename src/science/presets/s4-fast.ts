import { groupMlp } from './configs/chughtai.ts'
import type { RunPresetText } from './preset-text.ts'

export const s4Fast: RunPresetText = {
  kind: 'run',
  id: 's4-fast',
  title: 'Permutations of four',
  tagline: 'A network learns the 576 products of the group S4 from half of them.',
  source: 'Chughtai et al.',
  system: 'chughtai',
  figure: null,
  isFaithful: false,
  reproduces: 'Fast variant of Chughtai, Chan and Nanda 2023, arXiv:2302.03025: their MLP on S4 in place of S5, half of the table, learning rate 0.01 in place of 0.001.',
  description: 'The same story as for modular addition, in a group that does not commute: the training half is learnt within 100 steps, the rest thousands of steps later. What the network finds are matrix representations of the group in place of waves.',
  lookAt: 'The gap between the accuracies, and the shares of the irreducible representations in embedding and output at a late checkpoint.',
  traps: ['At the source’s learning rate the smallest groups need 20 000 steps and more.'],
  config: groupMlp({ group: 'symmetric', n: 4, fraction: 0.5, steps: 8000 }),
}
