import type { PresetText } from './preset-text.ts'

export const decayAsPrior: PresetText = {
  kind: 'theory',
  id: 'decay-as-prior',
  title: 'Decay is a prior',
  tagline: 'The optimum with decay is the mean of the exact posterior.',
  source: 'Bishop',
  system: 'bayesian-decay',
  figure: 'Section 3.3',
  isFaithful: true,
  reproduces: 'Bishop 2006, Pattern Recognition and Machine Learning, section 3.3, and the reading of decay by Miller et al. 2023, arXiv:2310.17247: 16 cosines through 12 noisy points, noise 0.2, prior deviation 0.5.',
  description: 'Weight decay stands for a belief about weights: squared error with decay κ = σ²/τ² has its minimum where the posterior has its mean, τ being how large weights were thought to be. The posterior is exact here, and descent with that decay comes to it; descent without decay goes through every point and anywhere in between.',
  lookAt: 'The posterior mean and both descents through the same points, and the evidence against the width of the prior: it has a maximum where fit and complexity are in balance.',
  traps: ['For AdamW decay is not in the loss, so the reading is one of gradient descent; for the direction of the argument that does not matter.'],
  theory: 'decay_as_prior',
  parameters: { examples: 12, features: 16, noise: 0.2, prior: 0.5 },
}
