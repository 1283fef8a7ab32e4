import { nandaTransformer } from './configs/nanda.ts'
import type { PresetText } from './preset-text.ts'
import type { RunConfigInput } from '../../shared/schema/run-config.ts'

function withDropout(dropout: number): RunConfigInput {
  const base = nandaTransformer({ modulus: 53, fraction: 0.5, learningRate: 1e-3, weightDecay: 1, steps: 5000 })
  return { ...base, model: { kind: 'transformer', ...(dropout === 0 ? {} : { dropout, dropout_at: 'everywhere' }) } }
}

export const dropoutDelay: PresetText = {
  kind: 'set',
  id: 'dropout-delay',
  title: 'Dropout takes the delay away',
  tagline: 'Losing a tenth of its numbers in each step, it generalises far sooner.',
  source: 'Liu et al.',
  system: 'liu',
  figure: 'Section 4.3',
  isFaithful: false,
  reproduces: 'After Liu et al. 2022, arXiv:2205.10343, the transformer on addition modulo 53 with and without dropout; one layer in a stream of 128 in place of theirs, half of the table, dropout 0.1 on attention and neurons, AdamW at 0.001 with decay 1.',
  description: 'Dropout makes what was learnt by heart unreliable, because it hangs on single numbers, and leaves what is spread over many. The source finds the delay gone, below 1 000 steps.',
  lookAt: 'Both test accuracies, and the effective dimension of the embedding: it rises and falls at generalisation in both.',
  traps: ['Dropout is off where accuracies are taken, so its training accuracy is that of the whole network.'],
  members: [
    { kind: 'run', name: 'without dropout', config: withDropout(0) },
    { kind: 'run', name: 'dropout 0.1', config: withDropout(0.1) },
  ],
}
