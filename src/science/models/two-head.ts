import type { ModelConfig } from '../../shared/schema/config/model.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import { activations } from './activations.ts'
import { dropped } from './dropout.ts'
import { ignore, weight, type Model, type Parameter, type Pass, type Weights } from './model.ts'

type TwoHeadConfig = Extract<ModelConfig, { kind: 'two_head' }>

/** Weight and bias of layers that read each other. */
function chain(part: string, sizes: readonly number[]): Parameter[] {
  return sizes.slice(1).flatMap((outputs, i): Parameter[] => {
    const fanIn = sizes[i] ?? 0
    return [
      { name: `${part}.${i}.weight`, shape: [fanIn, outputs], fanIn },
      { name: `${part}.${i}.bias`, shape: [outputs], fanIn, role: 'bias' },
    ]
  })
}

/** x through `count` layers of a part, each but the very last of a head with the activation. */
function through(ops: Ops, config: TwoHeadConfig, weights: Weights, part: string, count: number, isHead: boolean, pass: Pass, x: Tensor): Tensor {
  return Array.from({ length: count }, (_, i) => i).reduce((read, i) => {
    const sums = ops.add(ops.matmul(read, weight(weights, `${part}.${i}.weight`)), weight(weights, `${part}.${i}.bias`))
    return isHead && i === count - 1 ? sums : dropped(ops, config.dropout, pass, `${part}.${i}`, activations[config.activation](ops, sums))
  }, x)
}

/**
 * Two outcomes of one case, of which the data show one: a shared trunk, and a head for each treatment,
 *
 *   z = trunk(x),   ŷ₀ = head₀(z),  ŷ₁ = head₁(z),   output = ŷ_t with t the treatment, the last number of an example
 *
 * Layers have biases: `trunk.i.weight` (inputs, outputs), `trunk.i.bias`, `heads.0.i…` and `heads.1.i…`. Only the head of the treatment
 * that was given learns from an example. Noted are `hidden.0` (z), `features` (z) and `outcomes` [n, 2]: ŷ₀, ŷ₁, from which
 * the effect of the treatment follows.
 *
 * Source: Shalit et al. 2017, arXiv:1606.03976 (TARNet); Samothrakis et al. 2022, "Grokking-like effects in counterfactual inference".
 */
export const twoHead: Model<'two_head'> = {
  lacks(_config, { inputs, outputs }) {
    if (inputs.kind !== 'features') return 'The treatment is a number beside others, and the examples of this task are symbols; set model.kind to mlp.'
    if (inputs.columns < 2) return 'An example has a treatment and at least one number more, and those of this task have not; set model.kind to mlp.'
    return outputs === 1 ? null : `Each head answers one number, and this task asks for ${outputs}; set model.kind to mlp.`
  },

  parameters({ trunk, heads }, { inputs: { columns } }) {
    const width = trunk.at(-1) ?? columns
    return [...chain('trunk', [columns - 1, ...trunk]), ...chain('heads.0', [width, ...heads, 1]), ...chain('heads.1', [width, ...heads, 1])]
  },

  outputs(ops, config, { inputs: { columns } }, weights, inputs, pass = {}) {
    const { note = ignore } = pass
    const [n = 0] = inputs.shape
    const z = through(ops, config, weights, 'trunk', config.trunk.length, false, pass, ops.slice(inputs, [0, 0], [n, columns - 1]))
    note('hidden.0', z)
    note('features', z)
    const outcomes = [0, 1].map((head) => through(ops, config, weights, `heads.${head}`, config.heads.length + 1, true, pass, z)) as [Tensor, Tensor] // [n, 1] each
    note('outcomes', ops.concat(outcomes, 1))
    const isTreated = ops.less(0.5, ops.slice(inputs, [0, columns - 1], [n, 1]))
    return ops.select(isTreated, outcomes[1], outcomes[0])
  },
}
