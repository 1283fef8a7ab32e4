import { referenceOps } from '../../../engine/ops/eager.ts'
import { ModelConfig } from '../../../shared/schema/config/model.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import type { OfKind } from '../../register.ts'
import { startOf } from '../initial-values.ts'
import { models } from '../index.ts'
import type { Model, ModelKind, Widths } from '../model.ts'

type Pair = readonly [number, number]

const modelOf = <K extends ModelKind>(config: OfKind<ModelConfig, K>): Model<K> => models[config.kind as K]

/** Pairs of v symbols with as many answers. */
export const pairsOf = (v: number): Widths => ({ inputs: { kind: 'tokens', vocabulary: v, columns: 2 }, outputs: v })

/** All pairs of v symbols, a slowest. */
export const everyPair = (v: number): Pair[] => Array.from({ length: v * v }, (_, i) => [Math.floor(i / v), i % v])

/** Why a model does not take such examples. */
export function lackOf(model: object, widths: Widths): string | null {
  const config = ModelConfig.parse(model)
  return modelOf(config).lacks(config, widths)
}

/** Names and shapes of the parameters: `embed.weight 67x500`. */
export function placesOf(model: object, widths: Widths): string[] {
  const config = ModelConfig.parse(model)
  return modelOf(config).parameters(config, widths).map(({ name, shape }) => `${name} ${shape.join('x')}`)
}

/** The weights before training, f64. */
export function startingWeights(model: object, widths: Widths, seed = 0): NamedTensors {
  const config = ModelConfig.parse(model)
  return Object.fromEntries(modelOf(config).parameters(config, widths).map((parameter) => [parameter.name, { shape: parameter.shape, dtype: 'f64', data: startOf(config, parameter, seed) } as const]))
}

/** Outputs for some pairs, a row each. */
export function outputsOf(model: object, widths: Widths, weights: NamedTensors, pairs: readonly Pair[]): number[][] {
  const config = ModelConfig.parse(model)
  const ops = referenceOps()
  const tensors = Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, ops.constant(value)]))
  const tokens = ops.constant({ shape: [pairs.length, 2], dtype: 'i32', data: Int32Array.from(pairs.flat()) })
  const { data } = ops.value(modelOf(config).outputs(ops, config, widths, tensors, tokens))
  return pairs.map((_, row) => [...data.subarray(row * widths.outputs, (row + 1) * widths.outputs)])
}

/** √(Σ w²) over all tensors. */
export function lengthOf(weights: NamedTensors): number {
  return Math.hypot(...Object.values(weights).map(({ data }) => Math.sqrt(Array.from(data).reduce((sum, w) => sum + w * w, 0))))
}
