import type { ModelConfig } from './model.ts'

const names: Readonly<Record<ModelConfig['kind'], string>> = {
  mlp: 'MLP',
  factored_mlp: 'Factored MLP',
  transformer: 'Transformer',
  linear: 'Linear model',
  diagonal_linear: 'Diagonal linear model',
  matrix_completion: 'Two factors',
  committee: 'Committee',
  gp_regression: 'Gaussian process',
  gp_classification: 'Gaussian process',
  bayesian_mlp: 'Bayesian MLP',
  lstm: 'LSTM',
  two_head: 'Network of two heads',
}

/** A model in a few words, at the beginning of the name of a run: "LSTM on 1000 reviews". */
export const modelName = (kind: ModelConfig['kind']): string => names[kind]
