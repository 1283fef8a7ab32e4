import { toyAddition } from './configs/toy-addition.ts'
import type { PresetText } from './preset-text.ts'

export const decoderDecay: PresetText = {
  kind: 'set',
  id: 'decoder-decay',
  title: 'A decoder that forgets',
  tagline: 'Too quick a decoder memorises; decay gives the symbols time to line up.',
  source: 'Liu et al.',
  system: 'liu',
  figure: 'Figure 5',
  isFaithful: false,
  reproduces: 'After Liu et al. 2022, arXiv:2205.10343, section 4 and the row of its stored phase map at decoder rate 0.0004: toy addition with decay 0, 3 and 6 on the decoder, 20 000 steps in place of 100 000.',
  description: 'At four times the usual rate of the decoder the stored map has memorisation for decays 0 to 4, comprehension for 5 and 6, and memorisation again from 8 on. A decaying decoder cannot hold what it learnt by heart, and the pull on the embedding lasts until the symbols are in line.',
  lookAt: 'The representation quality of the three runs: it stays low where the decoder memorised first.',
  traps: ['Each cell of a map is one draw of the first embedding: compare several seeds.', 'At the usual rate more decay does the opposite: it turns comprehension into grokking.'],
  members: [0, 3, 6].map((decay) => ({ kind: 'run', name: `decay ${decay}`, config: toyAddition({ decoderRate: 4e-4, decoderDecay: decay, steps: 20_000 }) }) as const),
}
