import { nandaTransformer } from './configs/nanda.ts'
import type { RunPresetText } from './preset-text.ts'

export const transformerFast: RunPresetText = {
  kind: 'run',
  id: 'transformer-fast',
  title: 'A small transformer',
  tagline: 'Nanda’s one-layer transformer at modulus 59 finds five frequencies.',
  source: 'Nanda et al.',
  system: 'nanda',
  figure: null,
  isFaithful: false,
  reproduces: 'Fast variant of Nanda et al. 2023, arXiv:2301.05217: modulus 59 in place of 113, 40 % of the table in place of 30 %, learning rate 0.003 in place of 0.001.',
  description:
    'One layer of attention and neurons reads a, b and =. It memorises within 100 steps, and generalises near step 1 200. By then its embedding holds five frequencies, and its answers are sums of cosines of a + b − c.',
  lookAt: 'The Gini coefficient of the frequencies, which rises through the plateau, and the restricted and excluded losses at checkpoints: restricted falls before the test loss does.',
  traps: ['A commuting table tests mirrored pairs: a part of the tests are training pairs the other way round, and are right early.'],
  config: nandaTransformer({ modulus: 59, fraction: 0.4, learningRate: 3e-3, weightDecay: 1, steps: 2500 }),
}
