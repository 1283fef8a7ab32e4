import { referenceOps } from '../../../engine/ops/eager.ts'
import type { Ops, Tensor } from '../../../engine/ops/ops.ts'
import { ModelConfig } from '../../../shared/schema/config/model.ts'
import type { HostTensor, NamedTensors } from '../../../shared/tensors.ts'
import type { OfKind } from '../../register.ts'
import { startOf } from '../initial-values.ts'
import { models } from '../index.ts'
import type { Model, ModelKind, Pass, Widths } from '../model.ts'

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

/** Tensors of a program that computes at once. */
export function constants(ops: Ops, values: NamedTensors): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, ops.constant(value)]))
}

/** f64 [rows, columns] */
export function matrix(rows: readonly (readonly number[])[]): HostTensor {
  return { shape: [rows.length, rows[0]?.length ?? 0], dtype: 'f64', data: Float64Array.from(rows.flat()) }
}

/** Outputs for some examples, a row each, as a model gives them that is judged; and what it noted. */
export function answersOf(model: object, widths: Widths, weights: NamedTensors, inputs: HostTensor, more: (ops: Ops) => Pass = () => ({})) {
  const config = ModelConfig.parse(model)
  const ops = referenceOps()
  const noted: Record<string, HostTensor> = {}
  const note = (name: string, tensor: Tensor): void => void (noted[name] = ops.value(tensor))
  const { data, shape } = ops.value(modelOf(config).outputs(ops, config, widths, constants(ops, weights), ops.constant(inputs), { note, ...more(ops) }))
  const [rows = 0, columns = 0] = shape
  return { rows: Array.from({ length: rows }, (_, row) => [...data.subarray(row * columns, (row + 1) * columns)]), noted }
}

/** Outputs for some pairs, a row each. */
export function outputsOf(model: object, widths: Widths, weights: NamedTensors, pairs: readonly Pair[]): number[][] {
  return answersOf(model, widths, weights, { shape: [pairs.length, 2], dtype: 'i32', data: Int32Array.from(pairs.flat()) }).rows
}

/** √(Σ w²) over all tensors. */
export function lengthOf(weights: NamedTensors): number {
  return Math.hypot(...Object.values(weights).map(({ data }) => Math.sqrt(Array.from(data).reduce((sum, w) => sum + w * w, 0))))
}
