import { pairMlp } from './configs/pair.ts'
import type { RunPresetText } from './preset-text.ts'

export const pairFaithful: RunPresetText = {
  kind: 'run',
  id: 'pair-faithful',
  title: 'Twenty-four neurons, as published',
  tagline: 'PAIR’s run in full: forty thousand steps of nothing, and then a rule.',
  source: 'PAIR',
  system: 'pair',
  figure: 'Modular addition',
  isFaithful: true,
  reproduces: 'PAIR 2023, “Do machine learning models memorize or generalize?”, the logged modular run: addition modulo 67 of unordered pairs, 24 neurons, AdamW at 0.001 with decay 1, cross-entropy divided by 67, 64 bits, 50 000 steps.',
  description: 'Training is right by step 600. The weight norm rises from 37 to 55 and then falls for 37 000 steps, during which the tests stay under 5 %. Where the seed is lucky they come right near step 39 000, within two thousand steps.',
  lookAt: 'The weight norm, the key frequencies, and the columns of the collapsed first matrix.',
  traps: ['The published seed is a lucky one: of three seeds of an independent implementation one generalises.'],
  config: pairMlp(1e-3, 50_000, 'f64'),
}
