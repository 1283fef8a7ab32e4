import { groupMlp } from './configs/chughtai.ts'
import type { RunPresetText } from './preset-text.ts'

export const d59Fast: RunPresetText = {
  kind: 'run',
  id: 'd59-fast',
  title: 'Turns and mirrors of a 59-gon',
  tagline: 'The dihedral group D59, learnt from 30 % of its 13 924 products.',
  source: 'Chughtai et al.',
  system: 'chughtai',
  figure: null,
  isFaithful: false,
  reproduces: 'Fast variant of Chughtai, Chan and Nanda 2023, arXiv:2302.03025: their MLP on D59, 30 % of the table, learning rate 0.01 in place of 0.001.',
  description: 'Half of its elements are turns, which add like the residues modulo 59; the other half are mirrors, after which a turn counts backwards. All its large representations are of dimension 2, one for each frequency.',
  lookAt: 'The few frequencies that the network ends with, as in modular addition, each now a representation with mirrors.',
  traps: ['At the source’s learning rate this takes 15 600 to 26 000 steps.'],
  config: groupMlp({ group: 'dihedral', n: 59, fraction: 0.3, steps: 3000 }),
}
