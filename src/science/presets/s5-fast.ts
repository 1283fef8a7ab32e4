import { groupMlp } from './configs/chughtai.ts'
import type { PresetText } from './preset-text.ts'

const s5 = (hidden: number) => groupMlp({ group: 'symmetric', n: 5, fraction: 0.4, steps: 16_000, hidden })

export const s5Fast: PresetText = {
  kind: 'set',
  id: 's5-fast',
  title: 'Permutations of five',
  tagline: 'S5 from 40 % of its 14 400 products: 128 neurons generalise, 64 never do.',
  source: 'Chughtai et al.',
  system: 'chughtai',
  figure: 'Section 5',
  isFaithful: false,
  reproduces: 'Fast variant of Chughtai, Chan and Nanda 2023, arXiv:2302.03025: their MLP on S5, 40 % of the table, learning rate 0.01 in place of 0.001; beside it the same network with 64 neurons.',
  description: 'The group of the first paper on grokking. The network with 128 neurons memorises within 200 steps and generalises thousands of steps later, mostly by the sign and the standard representation. Half as many neurons memorise as well, and stay there.',
  lookAt: 'Both runs overlaid. Then, in the wide one, the shares of sign and standard representation.',
  traps: ['Too small a network is not too small to memorise: what it lacks is room for the representations.', 'At the source’s learning rate this takes 39 000 to 218 000 steps.'],
  members: [
    { kind: 'run', name: '128 neurons', config: s5(128) },
    { kind: 'run', name: '64 neurons', config: s5(64) },
  ],
}
