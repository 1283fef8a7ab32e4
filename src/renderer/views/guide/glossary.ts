/** A word and what it means in this lab. `see` is the source where it comes from one. */
export interface GlossaryEntry {
  readonly word: string
  readonly text: string
  readonly see?: string
}

export const glossary: readonly GlossaryEntry[] = [
  { word: 'Checkpoint', text: 'The exact weights at a step, saved without rounding. The insides show checkpoints only; at other steps the nearest one, and say so.' },
  { word: 'Confusion', text: 'Neither half is learnt within the run: one of Liu’s four phases.', see: 'Liu et al. 2022, arXiv:2205.10343' },
  { word: 'Comprehension', text: 'Both halves are learnt at about the same time: no delay, so no grokking.', see: 'Liu et al. 2022, arXiv:2205.10343' },
  { word: 'Delay', text: 'Steps between the training and the test accuracy reaching the same threshold. Printed with its threshold, because 90, 95 and 99 % give different delays.' },
  { word: 'Event', text: 'The first logged step at which a series reaches a threshold, such as test ≥ 99 %. Found in stored values, never between them.' },
  { word: 'Fork', text: 'A new run that begins with the weights of another at one of its steps, with something changed. The first run stays as it is.' },
  { word: 'Fourier feature', text: 'Weights that are a wave over the numbers: cos(2πka/p + φ) for frequency k and phase φ. For addition modulo p they turn a sum into a rotation.', see: 'Nanda et al. 2023, arXiv:2301.05217' },
  { word: 'Frequency share', text: 'Of the power of a neuron’s weights, the part in its strongest frequency; the mean over neurons.' },
  { word: 'Full batch', text: 'Every step sees all training examples. One step is then one epoch.' },
  { word: 'Ghost line', text: 'The dashed grey curve behind a run: the median of checked seeds of the same experiment. Expected, not measured here.' },
  { word: 'Grokking', text: 'Generalising long after the training set is known by heart, with nothing new to see.', see: 'Power et al. 2022, arXiv:2201.02177' },
  { word: 'Inverse participation ratio', text: 'How few frequencies hold the power of a neuron: about 2/p for noise, 1/2 for a pure cosine.', see: 'Gromov 2023, arXiv:2301.02679' },
  { word: 'Key frequency', text: 'A frequency that holds clearly more than its even share of the power at the end.' },
  { word: 'Logged step', text: 'A step at which values were stored: each of the first hundred, then ever further apart. Every curve is drawn through logged steps only.' },
  { word: 'Memorising', text: 'Until training accuracy reaches 99 %. One of the phases of the bar above the curves.' },
  { word: 'Playhead', text: 'Where the lab is in time: one violet line that all views share. It stands on logged steps.' },
  { word: 'Plateau', text: 'Training is done, test accuracy is still below 5 %.' },
  { word: 'Seam', text: 'The step at which a run went on after an interruption; a tick on the step axis with the date.' },
  { word: 'Seed', text: 'What first weights and order are drawn from. The same configuration and seed give the same run on the same executor.' },
  { word: 'Seed group', text: 'Runs that differ in their seed only. Their mean needs its n and what the band is.' },
  { word: 'Split', text: 'Which examples are trained on and which are tested; drawn from a seed of its own, so that it can stay while the run’s seed changes.' },
  { word: 'Step 0', text: 'The weights before the first update. A log axis has no zero; the lab gives it a marked place left of 1.' },
  { word: 'Ungrokking', text: 'A network that has generalised is trained on with too little data and forgets the rule again.', see: 'Varma et al. 2023, arXiv:2309.02390' },
  { word: 'Weight decay', text: 'Each step multiplies the weights by 1 − ηλ, with learning rate η and decay λ. Its natural time is 1/(ηλ) steps.', see: 'Loshchilov and Hutter 2019, arXiv:1711.05101' },
].toSorted((a, b) => a.word.localeCompare(b.word, 'en'))
