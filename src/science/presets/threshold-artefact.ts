import type { PresetText } from './preset-text.ts'

export const thresholdArtefact: PresetText = {
  kind: 'theory',
  id: 'threshold-artefact',
  title: 'A delay that a threshold makes',
  tagline: 'Both losses fall smoothly, and the accuracies lie 10⁴ steps apart.',
  source: 'Levi et al.',
  system: 'levi',
  figure: 'Section 3',
  isFaithful: true,
  reproduces:
    'Levi, Beck and Bar-Sinai 2023, arXiv:2310.16441: closed forms for gradient descent on a linear teacher, λ = 0.9 inputs an example, learning rate 0.01, right below a squared error of 0.001, eigenvalues by Marchenko and Pastur.',
  description:
    'Accuracy here is the share of examples with a small squared error. Train and test loss are sums of the same exponentials with different shares, and cross the threshold at very different times because slow directions count little in training. Nothing is understood late: the delay is in the threshold.',
  lookAt: 'The two losses on a logarithmic axis, which show no event, beside the two accuracies, which do. Move λ towards 1: the delay grows without bound.',
  traps: ['Whoever measures accuracy of a regression by a threshold sees something like grokking in any pair of exponentials.', 'The formula for the delay is that of infinite dimension; 1 000 inputs come to half of it.'],
  theory: 'linear_estimators',
  parameters: { lambda: 0.9, tolerance: 1e-3, learning_rate: 0.01 },
}
