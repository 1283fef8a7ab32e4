import { bayesianMlp } from './bayesian-mlp.ts'
import { committee } from './committee.ts'
import { diagonalLinear } from './diagonal-linear.ts'
import { factoredMlp } from './factored-mlp.ts'
import { gpClassification } from './gaussian-process/classification.ts'
import { gpRegression } from './gaussian-process/regression.ts'
import { linear } from './linear.ts'
import { lstm } from './lstm.ts'
import { matrixCompletion } from './matrix-completion.ts'
import { mlp } from './mlp.ts'
import type { Models } from './model.ts'
import { transformer } from './transformer/transformer.ts'
import { twoHead } from './two-head.ts'

export const models: Models = {
  mlp,
  factored_mlp: factoredMlp,
  transformer,
  linear,
  diagonal_linear: diagonalLinear,
  matrix_completion: matrixCompletion,
  committee,
  gp_regression: gpRegression,
  gp_classification: gpClassification,
  bayesian_mlp: bayesianMlp,
  lstm,
  two_head: twoHead,
}
