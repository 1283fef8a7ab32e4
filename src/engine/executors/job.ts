import { LabError } from '../../shared/errors.ts'
import { sizeOf, type NamedTensors } from '../../shared/tensors.ts'
import { describeType, sameType, type TensorType } from '../ops/primitives.ts'
import { typesOf, type Program } from '../program/program.ts'
import type { TrainingJob } from './executor.ts'

function fault(what: string): never {
  throw new LabError('internal', `The training job does not fit together: ${what}. Nothing was computed; this is a fault of the lab, please report it.`)
}

function checkInputs(what: string, program: Program, given: NamedTensors): void {
  for (const { name, type } of program.inputs) {
    const tensor = given[name]
    if (tensor === undefined) fault(`${what} reads ${name}, which is neither state nor data`)
    if (!sameType(tensor, type)) fault(`${what} reads ${name} as ${describeType(type)}, but it is ${describeType(tensor)}`)
  }
}

function outputTypes(program: Program): Map<string, TensorType> {
  const types = typesOf(program)
  return new Map(program.outputs.map(({ name, value }) => [name, types.get(value) as TensorType]))
}

/** Holds a job to what `TrainingJob` says of it, before any executor compiles it. */
export function checkJob({ step, evaluate, data, state }: TrainingJob): void {
  const shared = Object.keys(state).find((name) => name in data)
  if (shared !== undefined) fault(`${shared} is state and data`)
  checkInputs('the step', step, { ...data, ...state })
  checkInputs('the evaluation', evaluate, { ...data, ...state })

  const made = outputTypes(step)
  for (const [name, tensor] of Object.entries(state)) {
    const type = made.get(name)
    if (type === undefined) fault(`the step does not return ${name}`)
    if (!sameType(type, tensor)) fault(`the step returns ${name} as ${describeType(type)}, but it is ${describeType(tensor)}`)
  }
  for (const name of made.keys()) if (!(name in state)) fault(`the step returns ${name}, which is not state`)
  for (const [name, type] of outputTypes(evaluate)) {
    if (sizeOf(type.shape) !== 1) fault(`the evaluation returns ${name} as ${describeType(type)}, not one number`)
  }
}
