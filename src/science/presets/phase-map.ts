import { toyAddition } from './configs/toy-addition.ts'
import type { PresetText } from './preset-text.ts'

/** 1e-4, 1.6e-4, 2.5e-4 … 6.3e-3: ten rates, five a decade. */
const rates = Array.from({ length: 10 }, (_, i) => Number((1e-4 * 10 ** (i / 5)).toPrecision(2)))
const decays = Array.from({ length: 11 }, (_, decay) => decay)

export const phaseMap: PresetText = {
  kind: 'set',
  id: 'phase-map',
  title: 'The phase map',
  tagline: 'Toy addition at 110 pairs of decoder rate and decay: four phases.',
  source: 'Liu et al.',
  system: 'liu',
  figure: 'Figure 5',
  isFaithful: false,
  reproduces: 'After Liu et al. 2022, arXiv:2205.10343, figure 5: phases of toy addition over the decoder’s learning rate and weight decay, 10 000 steps a cell in place of 100 000.',
  description: 'A decoder that is slow and decays little lets the embedding line up first: comprehension. More decay delays the tests, too high a rate memorises before anything has lined up, and too much of both learns nothing. Grokking lies between comprehension and memorisation.',
  lookAt: 'The label of each cell by Liu’s rule. Run several seeds: a single map is noisy, because each first embedding is a lottery.',
  traps: ['The source uses limits of 1 000 steps in one place and 2 000 in another, and budgets of 10 000 and 100 000.', 'More decay moves cells from comprehension to grokking here, not the other way.'],
  members: rates.flatMap((rate) => decays.map((decay) => ({ kind: 'run', name: `rate ${rate}, decay ${decay}`, config: toyAddition({ decoderRate: rate, decoderDecay: decay, steps: 10_000 }) }) as const)),
}
