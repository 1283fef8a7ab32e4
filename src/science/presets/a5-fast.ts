import { groupMlp } from './configs/chughtai.ts'
import type { RunPresetText } from './preset-text.ts'

export const a5Fast: RunPresetText = {
  kind: 'run',
  id: 'a5-fast',
  title: 'Even permutations of five',
  tagline: 'The smallest simple group: 60 elements, 3 600 products.',
  source: 'Chughtai et al.',
  system: 'chughtai',
  figure: null,
  isFaithful: false,
  reproduces: 'Fast variant of Chughtai, Chan and Nanda 2023, arXiv:2302.03025: their MLP on A5, half of the table, learning rate 0.01 in place of 0.001.',
  description: 'A group without normal sub-groups: no coset hides in it, so only representations of dimension 3, 4 and 5 help. Training is learnt within 100 steps, the tests come after some 2 000.',
  lookAt: 'Which of the four non-trivial representations the network ends with, by their shares.',
  traps: ['At the source’s learning rate this takes 17 000 to 40 000 steps.'],
  config: groupMlp({ group: 'alternating', n: 5, fraction: 0.5, steps: 5000 }),
}
