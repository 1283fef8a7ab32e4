import type { Preset } from '../types.ts'
import { checked } from './checked.ts'
import { a5Fast } from './a5-fast.ts'
import { clockPizza } from './clock-pizza.ts'
import { complexity } from './complexity.ts'
import { concealment } from './concealment.ts'
import { d59Fast } from './d59-fast.ts'
import { decayAsPrior } from './decay-as-prior.ts'
import { decayControlsDelay } from './decay-controls-delay.ts'
import { decaySweep } from './decay-sweep.ts'
import { decoderDecay } from './decoder-decay.ts'
import { deepMnist } from './deep-mnist.ts'
import { digits } from './digits.ts'
import { division } from './division.ts'
import { dropoutDelay } from './dropout-delay.ts'
import { effectiveTheory } from './effective-theory.ts'
import { fiveSecondGrok } from './five-second-grok.ts'
import { fractionSweep } from './fraction-sweep.ts'
import { grokfastControl } from './grokfast-control.ts'
import { gromovDescent } from './gromov-descent.ts'
import { lazyRich } from './lazy-rich.ts'
import { linearRegression } from './linear-regression.ts'
import { linearTeacher } from './linear-teacher.ts'
import { localLearningCoefficient } from './local-learning-coefficient.ts'
import { lotteryTickets } from './lottery-tickets.ts'
import { mnist } from './mnist.ts'
import { nanda } from './nanda.ts'
import { nandaFast } from './nanda-fast.ts'
import { orthogonalGradient } from './orthogonal-gradient.ts'
import { pairCircle } from './pair-circle.ts'
import { pairFaithful } from './pair-faithful.ts'
import { pairFast } from './pair-fast.ts'
import { parityL1 } from './parity-l1.ts'
import { parityTwoCircuits } from './parity-two-circuits.ts'
import { phaseMap } from './phase-map.ts'
import { pocketGrok } from './pocket-grok.ts'
import { s4Fast } from './s4-fast.ts'
import { s5Fast } from './s5-fast.ts'
import { slingshot } from './slingshot.ts'
import { spectralPenalty } from './spectral-penalty.ts'
import { teacherStudent } from './teacher-student.ts'
import { thresholdArtefact } from './threshold-artefact.ts'
import { toyAddition } from './toy-addition.ts'
import { transformerFast } from './transformer-fast.ts'
import { twoHeads } from './two-heads.ts'
import { ungrok } from './ungrok.ts'
import { widthSweep } from './width-sweep.ts'
import type { PresetText } from './preset-text.ts'

/** In the order of the gallery: the quickest first. */
const texts: readonly PresetText[] = [
  pocketGrok,
  fiveSecondGrok,
  linearRegression,
  parityL1,
  toyAddition,
  orthogonalGradient,
  complexity,
  pairFast,
  pairCircle,
  parityTwoCircuits,
  s4Fast,
  gromovDescent,
  grokfastControl,
  lotteryTickets,
  a5Fast,
  decayControlsDelay,
  lazyRich,
  d59Fast,
  localLearningCoefficient,
  ungrok,
  teacherStudent,
  fractionSweep,
  decaySweep,
  widthSweep,
  spectralPenalty,
  twoHeads,
  linearTeacher,
  digits,
  concealment,
  transformerFast,
  s5Fast,
  dropoutDelay,
  decoderDecay,
  pairFaithful,
  nandaFast,
  clockPizza,
  mnist,
  nanda,
  slingshot,
  phaseMap,
  division,
  deepMnist,
  effectiveTheory,
  thresholdArtefact,
  decayAsPrior,
]

function withChecks(preset: PresetText): Preset {
  const { checkedSeeds, expected } = checked[preset.id] ?? { checkedSeeds: [], expected: {} }
  switch (preset.kind) {
    case 'run':
      return { ...preset, checkedSeeds, expected }
    case 'theory':
      return preset
    case 'continuation':
    case 'set':
      return { ...preset, checkedSeeds }
  }
}

export const presets: readonly Preset[] = texts.map(withChecks)
