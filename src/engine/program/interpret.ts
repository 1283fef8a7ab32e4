import { LabError } from '../../shared/errors.ts'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import { toHost, type DenseTensor } from '../ops/dense.ts'
import { computeNow } from '../ops/eager.ts'
import type { Program, Value } from './program.ts'

/** Runs a program once, instruction after instruction, with the reference kernels: what a program means, without any plan. */
export function interpret(program: Program, inputs: NamedTensors, step = 1): Readonly<Record<string, HostTensor>> {
  const tensors = new Map<Value, DenseTensor>()
  const tensorOf = (value: Value): DenseTensor => tensors.get(value) as DenseTensor
  for (const { name, value } of program.inputs) {
    const given = inputs[name]
    if (!given) throw new LabError('bad-input', `The program needs a tensor named ${name}. Nothing was computed.`)
    tensors.set(value, given)
  }
  for (const { value, primitive, operands } of program.instructions) tensors.set(value, computeNow(primitive, operands.map(tensorOf), step))
  return Object.fromEntries(program.outputs.map(({ name, value }) => [name, toHost(tensorOf(value))]))
}
