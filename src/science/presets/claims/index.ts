import type { EvidencePlan } from './claim.ts'
import { a5Fast, d59Fast, s4Fast, s5Fast } from './chughtai.ts'
import { clockPizza } from './clock-pizza.ts'
import { complexity } from './complexity.ts'
import { concealment } from './concealment.ts'
import { decayAsPrior } from './decay-as-prior.ts'
import { decayControlsDelay } from './decay-controls-delay.ts'
import { decaySweep } from './decay-sweep.ts'
import { deepMnist } from './deep-mnist.ts'
import { dropoutDelay } from './dropout-delay.ts'
import { effectiveTheory } from './effective-theory.ts'
import { fiveSecondGrok } from './five-second-grok.ts'
import { fractionSweep } from './fraction-sweep.ts'
import { grokfastControl } from './grokfast-control.ts'
import { gromovDescent } from './gromov-descent.ts'
import { lazyRich } from './lazy-rich.ts'
import { linearRegression } from './linear-regression.ts'
import { linearTeacher } from './linear-teacher.ts'
import { decoderDecay, phaseMap } from './liu-maps.ts'
import { localLearningCoefficient } from './local-learning-coefficient.ts'
import { lotteryTickets } from './lottery-tickets.ts'
import { nanda, nandaFast, transformerFast } from './nanda.ts'
import { digits, mnist } from './omnigrok-images.ts'
import { orthogonalGradient } from './orthogonal-gradient.ts'
import { pairCircle } from './pair-circle.ts'
import { pairFaithful } from './pair-faithful.ts'
import { pairFast } from './pair-fast.ts'
import { parityL1 } from './parity-l1.ts'
import { parityTwoCircuits } from './parity-two-circuits.ts'
import { pocketGrok } from './pocket-grok.ts'
import { division } from './power.ts'
import { slingshot } from './slingshot.ts'
import { spectralPenalty } from './spectral-penalty.ts'
import { teacherStudent } from './teacher-student.ts'
import { thresholdArtefact } from './threshold-artefact.ts'
import { toyAddition } from './toy-addition.ts'
import { twoHeads } from './two-heads.ts'
import { ungrok } from './ungrok.ts'
import { widthSweep } from './width-sweep.ts'

/** What each preset has to show, in the order of the gallery. */
export const plans: readonly EvidencePlan[] = [
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
