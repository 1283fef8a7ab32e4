import type { Measure } from '../types.ts'
import { attention } from './attention.ts'
import { clockPizza } from './clock-pizza.ts'
import { committeeTerms } from './committee-terms.ts'
import { complexity } from './complexity/complexity.ts'
import { confusion } from './confusion.ts'
import { hessianEigenvalue } from './curvature/hessian.ts'
import { sharpness } from './curvature/sharpness.ts'
import { effectiveSparsity } from './effective-sparsity.ts'
import { embeddingComponents } from './embedding-components.ts'
import { featureRank } from './feature-rank.ts'
import { fourierGap } from './fourier-gap.ts'
import { fourierPowerMeasure } from './fourier-power.ts'
import { frequencyPower } from './frequency-power.ts'
import { gradientMeasure } from './gradient.ts'
import { groupRepresentations } from './group-representations.ts'
import { kernelAlignment } from './kernel/kernel-alignment.ts'
import { linearProbes } from './linear-probes.ts'
import { logitLens } from './logit-lens.ts'
import { lossTerms } from './loss-terms.ts'
import { margins } from './margins.ts'
import { magnitudeMasks } from './mask/magnitude-mask.ts'
import { maskGraph } from './mask/mask-graph.ts'
import { matrixNorms } from './matrix-norms.ts'
import { weightMovement } from './movement.ts'
import { neuralCollapse } from './neural-collapse.ts'
import { neuronActivations } from './neuron-activations.ts'
import { neuronFrequencies } from './neuron-frequencies.ts'
import { neuronNorms } from './neuron-norms.ts'
import { normBounds } from './norm-bounds.ts'
import { normLandscape } from './norm-landscape.ts'
import { phaseAlignment } from './phase-alignment.ts'
import { predictions } from './predictions.ts'
import { relevantInputs } from './relevant-inputs.ts'
import { representation } from './representation.ts'
import { restrictedExcluded } from './restricted-excluded.ts'
import { learningCoefficient } from './sampling/learning-coefficient.ts'
import { slingshot } from './slingshot.ts'
import { spectralEntropy } from './spectral-entropy.ts'
import { weightNorm } from './weight-norm.ts'

export const measures: readonly Measure[] = [
  weightNorm,
  fourierPowerMeasure,
  matrixNorms,
  frequencyPower,
  neuronFrequencies,
  phaseAlignment,
  embeddingComponents,
  representation,
  spectralEntropy,
  neuronNorms,
  weightMovement,
  relevantInputs,
  complexity,
  magnitudeMasks,
  maskGraph,
  gradientMeasure,
  slingshot,
  margins,
  neuronActivations,
  restrictedExcluded,
  predictions,
  confusion,
  attention,
  logitLens,
  clockPizza,
  neuralCollapse,
  effectiveSparsity,
  groupRepresentations,
  featureRank,
  linearProbes,
  hessianEigenvalue,
  sharpness,
  kernelAlignment,
  lossTerms,
  normLandscape,
  learningCoefficient,
  committeeTerms,
  normBounds,
  fourierGap,
]
