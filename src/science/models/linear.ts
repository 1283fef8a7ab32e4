import type { ModelConfig } from '../../shared/schema/config/model.ts'
import { weight, type Model, type Parameter } from './model.ts'

type LinearConfig = Extract<ModelConfig, { kind: 'linear' }>

/** What a matrix begins from where it is told, row by row. */
function told({ start }: LinearConfig): Pick<Parameter, 'initial'> {
  return start === undefined ? {} : { initial: () => Float64Array.from(start) }
}

/**
 * A weighted sum of the numbers of an example:
 *
 *   outputs = x W + b
 *
 * W is `layers.0.weight` [inputs, outputs], b `layers.0.bias`, there with `bias`. `start` gives W row by row.
 *
 * Source: Miller et al. 2023, arXiv:2310.17247, section 3.1 (four features of one number, started at 0.0005, 0.9, 0.9, 0.9);
 *   Levi et al. 2023, arXiv:2310.16441 (linear teacher and student).
 */
export const linear: Model<'linear'> = {
  lacks({ start }, { inputs, outputs }) {
    if (inputs.kind !== 'features') return 'A linear model sums numbers, and the examples of this task are symbols; set model.kind to mlp.'
    const wanted = inputs.columns * outputs
    return start === undefined || start.length === wanted ? null : `${start.length} numbers are given for the start of ${wanted} weights; change model.start.`
  },

  parameters(config, { inputs, outputs }) {
    return [
      { name: 'layers.0.weight', shape: [inputs.columns, outputs], fanIn: inputs.columns, ...told(config) },
      ...(config.bias ? [{ name: 'layers.0.bias', shape: [outputs], fanIn: inputs.columns, role: 'bias' } as const] : []),
    ]
  },

  outputs(ops, config, _widths, weights, inputs, { note } = {}) {
    note?.('features', inputs)
    const product = ops.matmul(inputs, weight(weights, 'layers.0.weight'))
    return config.bias ? ops.add(product, weight(weights, 'layers.0.bias')) : product
  },
}
