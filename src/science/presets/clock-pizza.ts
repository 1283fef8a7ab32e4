import { nandaTransformer } from './configs/nanda.ts'
import type { PresetText } from './preset-text.ts'
import type { RunConfigInput } from '../../shared/schema/run-config.ts'

function atRate(attention: number): RunConfigInput {
  const base = nandaTransformer({ modulus: 59, fraction: 0.8, learningRate: 3e-3, weightDecay: 2, steps: 5000 })
  return { ...base, model: { kind: 'transformer', mask: 'none', attention_rate: attention } }
}

export const clockPizza: PresetText = {
  kind: 'set',
  id: 'clock-pizza',
  title: 'The clock and the pizza',
  tagline: 'Two algorithms for one table: circles with attention, averages without.',
  source: 'Zhong et al.',
  system: 'zhong',
  figure: 'Figure 7',
  isFaithful: false,
  reproduces: 'Fast variant of Zhong et al. 2023, arXiv:2306.17844: addition modulo 59 from 80 % of the table, attention rates 0 to 1, decay 2, at learning rate 0.003 in place of 0.001 and 5 000 epochs in place of 20 000.',
  description: 'The share of real attention in what is read goes from 0, where all places count alike, to 1. At full rate the network rotates a circle by an angle, like the hands of a clock. At none it halves the distance between two points, and the answer depends on how far a and b are apart: slices of a pizza. This is no grokking preset: with 80 % of the table there is hardly a delay.',
  lookAt: 'Distance irrelevance and gradient symmetricity of the last checkpoints against the attention rate: they change places between 0.5 and 0.8.',
  traps: ['The source’s training script overwrites the table from which distance irrelevance is computed by the best wrong answers; here it is recomputed.'],
  members: [0, 0.25, 0.5, 0.75, 1].map((attention) => ({ kind: 'run', name: `attention ${attention}`, config: atRate(attention) })),
}
