import type { HostTensor } from '../../shared/tensors.ts'
import { collapsedMatrices } from '../models/factored-mlp.ts'
import type { MeasureInput } from '../types.ts'
import { notedBy } from './forward.ts'

/** What the last layer reads: its name and width, or null where the model does not tell. */
export function featureWidth(input: MeasureInput): number | null {
  const shape = notedBy(input).get('features')?.shape
  return shape?.length === 2 ? (shape[1] ?? null) : null
}

/** The matrix from features to outputs, [features, outputs]; null where no single matrix of the model is that. */
export function lastLayer(input: MeasureInput): HostTensor | null {
  const { weights, config, examples: { answers, inputs } } = input
  const d = featureWidth(input)
  const outputs = answers.kind === 'classes' ? answers.classes : answers.values.shape[1]
  const fits = (matrix: HostTensor | undefined): matrix is HostTensor => matrix?.shape.length === 2 && matrix.shape[0] === d && matrix.shape[1] === outputs
  if (config.model.kind === 'factored_mlp') {
    const { output } = collapsedMatrices(config.model, weights, inputs.values.shape[1])
    return fits(output) ? output : null
  }
  const layers = Object.keys(weights).filter((name) => /^layers\.\d+\.weight$/.test(name))
  return [weights['unembed.weight'], weights[layers.at(-1) ?? '']].find(fits) ?? null
}

/** The length of each column, f64 [columns]. */
export function columnLengths({ shape: [rows = 0, columns = 0], data }: HostTensor): Float64Array {
  const squares = new Float64Array(columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) squares[j]! += data[i * columns + j]! ** 2
  return squares.map(Math.sqrt)
}
