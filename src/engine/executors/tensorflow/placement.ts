import { sizeOf } from '../../../shared/tensors.ts'
import { describeType, type PrimitiveName, type TensorType } from '../../ops/primitives.ts'
import { typesOf, type Program, type Value } from '../../program/program.ts'
import { hostPrimitives } from './kernels.ts'

const onHost: readonly PrimitiveName[] = hostPrimitives

function isEmpty({ shape }: TensorType): boolean {
  return sizeOf(shape) === 0
}

/**
 * Values that the reference's kernels compute in host memory: sources and random numbers, everything f64, scalars that follow from
 * such (the step, learning rates, bias corrections: f64 in every run), svd, and tensors without elements. The rest is the device's.
 */
export function hostValues(program: Program): Set<Value> {
  const types = typesOf(program)
  const host = new Set<Value>()
  for (const { value, primitive, operands, type } of program.instructions) {
    const isWide = [type, ...operands.map((operand) => types.get(operand) as TensorType)].some(({ dtype }) => dtype === 'f64')
    const isScalarOfHost = sizeOf(type.shape) === 1 && operands.every((operand) => host.has(operand))
    if (onHost.includes(primitive.op) || isWide || isScalarOfHost || isEmpty(type)) host.add(value)
  }
  return host
}

/**
 * Why a step cannot run on TensorFlow: the first f64 tensor that training moves, or null. f64 numbers that follow from the step and
 * the data alone are computed on the host and do no harm; svd in f32 is computed there too, and a run is slower for it, but right.
 */
export function doublePrecision(program: Program, fixed: ReadonlySet<string>): string | null {
  const types = typesOf(program)
  const typeOf = (value: Value): TensorType => types.get(value) as TensorType
  const moved = new Set(program.inputs.filter(({ name }) => !fixed.has(name)).map(({ value }) => value))
  for (const { value, primitive, operands, type } of program.instructions) {
    if (!operands.some((operand) => moved.has(operand))) continue
    moved.add(value)
    const wide = [...operands.map(typeOf), type].find(({ dtype }) => dtype === 'f64')
    if (wide !== undefined && !isEmpty(type)) return `${primitive.op} works on ${describeType(wide)}`
  }
  const kept = program.outputs.find(({ value }) => typeOf(value).dtype === 'f64')
  return kept === undefined ? null : `${kept.name} is ${describeType(typeOf(kept.value))}`
}
